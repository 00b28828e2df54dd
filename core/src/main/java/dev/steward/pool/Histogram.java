package dev.steward.pool;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of times, in four steps to each power of two, so a percentile is at most 25 % too high. Threadsafe.
 */
final class Histogram {
    private static final int STEPS = 4;

    private final AtomicLongArray counts = new AtomicLongArray(64 * STEPS);

    void record(long nanos) {
        counts.incrementAndGet(indexOf(Math.max(1, nanos)));
    }

    private static int indexOf(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        int step = power < 2 ? 0 : (int) (nanos >>> (power - 2)) & (STEPS - 1);
        return power * STEPS + step;
    }

    private static long upperBoundNanos(int index) {
        int power = index / STEPS;
        long step = index % STEPS + 1L;
        return power < 2 ? 1L << (power + 1) : (1L << power) + (step << (power - 2));
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < counts.length(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The time that the given share of them did not exceed; zero when there is none. */
    Duration percentile(double share) {
        long rank = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < counts.length() && rank > 0; i++) {
            seen += counts.get(i);
            if (seen >= rank) {
                return Duration.ofNanos(upperBoundNanos(i));
            }
        }
        return Duration.ZERO;
    }
}
