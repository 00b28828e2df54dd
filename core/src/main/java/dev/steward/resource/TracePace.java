package dev.steward.resource;

import java.util.concurrent.TimeUnit;

/**
 * When a lease is due to be traced, of things that take a while to lease anyway: as many as take up no more than a hundredth
 * of the time. Threadsafe.
 */
public final class TracePace {
    /** A trace costs a few microseconds. */
    private static final long BETWEEN_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    /** When the last one was; a race for it makes two traces of one, which does no harm. */
    private volatile long lastNanos = System.nanoTime();

    /** None yet. */
    public TracePace() {}

    /**
     * Asks for one lease, which counts as traced if the answer is yes.
     *
     * @param tracing how many are to be traced
     * @return whether this one is
     */
    public boolean isDue(Tracing tracing) {
        if (tracing == Tracing.OFF) {
            return false;
        }
        long now = System.nanoTime();
        if (tracing == Tracing.SAMPLED && now - lastNanos < BETWEEN_NANOS) {
            return false;
        }
        lastNanos = now;
        return true;
    }
}
