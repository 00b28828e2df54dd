package dev.steward.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Warnings about what goes wrong again and again, at most one every few seconds, so that a pool in trouble does not
 * drown its own explanation. What is held back is counted in the next one, and logged at debug level. Threadsafe.
 */
final class Complaints {
    private static final System.Logger LOG = System.getLogger(Pool.class.getName());
    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong heldBack = new AtomicLong();

    void warn(String message, @Nullable Throwable cause) {
        long now = System.nanoTime();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + BETWEEN_NANOS)) {
            long silent = heldBack.getAndSet(0);
            LOG.log(
                    System.Logger.Level.WARNING,
                    silent == 0 ? message : message + " (and " + silent + " warnings more since the last one)",
                    cause);
        } else {
            heldBack.incrementAndGet();
            LOG.log(System.Logger.Level.DEBUG, message, cause);
        }
    }
}
