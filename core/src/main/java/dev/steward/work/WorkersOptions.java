package dev.steward.work;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What workers were built with; each is described where the builder sets it. Immutable. */
record WorkersOptions(
        String name,
        int threads,
        int queue,
        Policy whenFull,
        Duration submitTimeout,
        @Nullable Duration taskTimeout,
        Duration idleTimeout,
        Thread.UncaughtExceptionHandler uncaught,
        LongSupplier ticker,
        System.Logger logger) {}
