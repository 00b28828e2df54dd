package dev.steward.pool;

import java.time.Duration;

/**
 * How long leases are held, from a sample of them: a clock read costs several times as much as acquiring does. Which
 * lease is timed follows from its generation, so that no counter is needed. Threadsafe.
 */
final class HoldTimes {
    /** One lease in this many of each slot; a power of two. Generations of leases are odd, so the step is twice that. */
    static final int ONE_IN = 64;

    private static final long MASK = 2 * ONE_IN - 1;

    private final Histogram held = new Histogram();

    static boolean isSampled(long generation) {
        return (generation & MASK) == 1;
    }

    void record(long nanos) {
        held.record(nanos);
    }

    Duration percentile(double share) {
        return held.percentile(share);
    }
}
