package dev.steward.work;

import org.jspecify.annotations.Nullable;

/** What a work queue was built with; each is described where the builder sets it. Immutable. */
record WorkQueueOptions<P, R>(
        String name,
        WorkHandler<? super P, ? extends R> handler,
        int threads,
        int capacity,
        int maxCompleted,
        int cleanupInterval,
        Attempts attempts,
        @Nullable Durable<P, R> durable) {}
