package dev.steward.pool;

import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a pool was built with; each is described where the builder sets it. Immutable. */
record PoolOptions<T>(
        String name,
        Kind kind,
        long weight,
        Callable<? extends T> create,
        Pool.@Nullable Action<? super T> reset,
        Pool.@Nullable Check<? super T> check,
        Pool.@Nullable Action<? super T> destroy,
        int min,
        int max,
        int overflow,
        int reservedLane,
        int maxWaiters,
        int concurrentCreations,
        boolean shared,
        boolean reclaimOrphans,
        boolean reclaimUnreachable,
        boolean shrinks,
        Duration acquireTimeout,
        Duration creationTimeout,
        Duration idleTimeout,
        Duration lifetime,
        Duration checkAfterIdle,
        Duration keepalive,
        Duration starvationLimit,
        Duration tick,
        long unavailableAfter,
        Predicate<Throwable> permanentFailure,
        @Nullable Function<? super T, String> label,
        LongSupplier ticker) {}
