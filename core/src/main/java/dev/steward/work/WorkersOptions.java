package dev.steward.work;

import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What workers were built with; each is described where the builder sets it. Immutable. */
record WorkersOptions(
        String name,
        boolean virtual,
        int threads,
        int queue,
        Policy whenFull,
        Duration submitTimeout,
        @Nullable Duration taskTimeout,
        Duration idleTimeout,
        int scheduled,
        boolean batches,
        @Nullable UnaryOperator<Runnable> context,
        Thread.UncaughtExceptionHandler uncaught,
        LongSupplier ticker,
        System.Logger logger) {
    /** One that watches the timeouts, one that keeps the time of scheduled tasks. */
    static final int THREADS_BESIDES = 2;

    Kind kind() {
        return virtual ? Workers.VIRTUAL_THREADS : Kind.THREADS;
    }
}
