package dev.steward.work;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a work queue was built with; each is described where the builder sets it. Immutable. */
record WorkQueueOptions<P, R>(
        String name,
        WorkHandler<? super P, ? extends R> handler,
        int threads,
        int capacity,
        int maxCompleted,
        int cleanupInterval,
        int attempts,
        Duration firstBackoff,
        Duration longestBackoff,
        Predicate<Exception> retryable,
        @Nullable Durable<P, R> durable) {}
