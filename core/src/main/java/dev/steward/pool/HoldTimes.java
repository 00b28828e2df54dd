package dev.steward.pool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long leases are held, from a sample of them: reading the clock costs several times as much as acquiring does.
 * Every tick marks the slots that are idle, and the next lease of a marked slot is timed; acquiring from a marked slot
 * fails on the fast path, so leases that are not timed pay nothing for those that are. After a lease that was long
 * enough for two clock readings not to matter, the next one of the slot is timed as well. Threadsafe.
 */
final class HoldTimes {
    private static final long LONG_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Histogram held = new Histogram();

    /** Of the last few; two threads that record at once may lose one. */
    private volatile long averageNanos;

    /** Records a lease; true if the next one of the slot should be timed too. */
    boolean record(long nanos) {
        held.record(nanos);
        long average = averageNanos;
        averageNanos = Math.max(1, average == 0 ? nanos : average + (nanos - average) / 4);
        return nanos >= LONG_NANOS;
    }

    /** What a lease is expected to take, by the last few; zero before the first. */
    long expectedNanos() {
        return averageNanos;
    }

    Duration percentile(double share) {
        return held.percentile(share);
    }
}
