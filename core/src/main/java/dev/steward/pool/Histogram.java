package dev.steward.pool;

import dev.steward.sizing.TimeScale;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** A histogram of times on a {@link TimeScale}. Threadsafe. */
final class Histogram {
    private final AtomicLongArray counts = new AtomicLongArray(TimeScale.BUCKETS);

    void record(long nanos) {
        counts.incrementAndGet(TimeScale.bucketOf(nanos));
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
        return TimeScale.percentile(counts::get, share);
    }
}
