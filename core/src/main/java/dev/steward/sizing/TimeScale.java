package dev.steward.sizing;

import java.time.Duration;
import java.util.function.IntToLongFunction;

/**
 * The buckets of a histogram of times: four to each power of two nanoseconds, so a percentile is at most 25 % too high.
 * Who counts, and how that is made visible to others, is theirs. Stateless.
 */
public final class TimeScale {
    private static final int STEPS = 4;

    /** How many buckets there are. */
    public static final int BUCKETS = 64 * STEPS;

    private TimeScale() {}

    /**
     * Where a time belongs.
     *
     * @param nanos the time; what is less than one nanosecond counts as one
     * @return the bucket, from 0 to {@link #BUCKETS} - 1
     */
    public static int bucketOf(long nanos) {
        long counted = Math.max(1, nanos);
        int power = 63 - Long.numberOfLeadingZeros(counted);
        int step = power < 2 ? 0 : (int) (counted >>> (power - 2)) & (STEPS - 1);
        return power * STEPS + step;
    }

    /**
     * The time that the given share of those counted did not exceed.
     *
     * @param counts how many are in a bucket
     * @param share from 0.0 to 1.0
     * @return the upper bound of the bucket that it falls into; zero when there is none
     */
    public static Duration percentile(IntToLongFunction counts, double share) {
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += counts.applyAsLong(i);
        }
        long rank = (long) Math.ceil(all * share);
        long seen = 0;
        for (int i = 0; i < BUCKETS && rank > 0; i++) {
            seen += counts.applyAsLong(i);
            if (seen >= rank) {
                return Duration.ofNanos(upperBoundNanos(i));
            }
        }
        return Duration.ZERO;
    }

    private static long upperBoundNanos(int bucket) {
        int power = bucket / STEPS;
        long step = bucket % STEPS + 1L;
        return power < 2 ? 1L << (power + 1) : (1L << power) + (step << (power - 2));
    }
}
