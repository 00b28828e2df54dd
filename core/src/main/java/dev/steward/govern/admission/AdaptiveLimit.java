package dev.steward.govern.admission;

import java.util.Arrays;

/**
 * How many requests at once serve best, learned from how long they take. Requests beyond what a service can work on at
 * once only wait inside it, so the time they take grows while the number it finishes does not. As long as requests take
 * about as long as in calm the limit grows; when they take longer it shrinks in proportion.
 *
 * <p>The rule, once for each window of samples, follows the gradient of Netflix's concurrency-limits (Apache-2.0,
 * "Performance Under Load", 2018): {@code limit x clamp(TOLERANCE x calm / now, 0.5, 1) + allowance}, with three changes
 * that answer its known complaints:
 * <ul>
 *   <li>the calm time is the median of windows that did not fill half of the limit, not a minimum that one lucky request
 *       freezes, and not a long average that an overload lasts long enough to become part of;
 *   <li>at the smallest limit what is measured is calm by definition, so a service that has become slower for good is
 *       found out, and the limit does not stay down forever;
 *   <li>it does not grow while less than half of it is used, for then nothing was learned.
 * </ul>
 *
 * <p>Guarded by the admission's lock.
 */
final class AdaptiveLimit {
    private static final double TOLERANCE = 1.25;
    private static final double SMOOTHING = 0.3;
    private static final double CALM_FALLS = 0.3;
    private static final double CALM_RISES = 0.05;

    /** Where the rule comes to rest when requests take more than twice as long as in calm: 0.5 x 2 + 1 = 2. */
    private static final int LOWEST = 2;

    private static final int LEAST_SAMPLES = 10;
    private static final int MOST_SAMPLES = 512;
    private static final long LEAST_WINDOW_NANOS = 50_000_000;

    private final int least;
    private final int most;
    private final long[] samples = new long[MOST_SAMPLES];
    private double limit;
    private double calmNanos;
    private double nowNanos;
    private int count;
    private int busiest;
    private boolean dropped;
    private boolean begun;
    private long beginNanos;

    AdaptiveLimit(int initial, int least, int most) {
        this.limit = initial;
        this.least = least;
        this.most = most;
    }

    int limit() {
        return (int) limit;
    }

    /** What a request takes when nothing is in its way; zero before that is known. */
    long calmNanos() {
        return (long) calmNanos;
    }

    /** What requests took in the last window; zero before the first. */
    long latencyNanos() {
        return (long) nowNanos;
    }

    /** A request ended that took so long, while at most so many were under way. */
    void sample(long nanos, int inFlight, long now) {
        if (!begun) {
            begun = true;
            beginNanos = now;
        }
        samples[count % MOST_SAMPLES] = nanos;
        count++;
        busiest = Math.max(busiest, inFlight);
        if (count >= LEAST_SAMPLES && now - beginNanos >= LEAST_WINDOW_NANOS) {
            update();
            begun = false;
            count = 0;
            busiest = 0;
            dropped = false;
        }
    }

    /** A request was given up because of overload further in. */
    void drop() {
        dropped = true;
    }

    private void update() {
        double median = median();
        nowNanos = median;
        boolean halfUsed = busiest >= limit / 2;
        learnCalm(median, halfUsed);
        double gradient = dropped ? 0.5 : Math.max(0.5, Math.min(1, TOLERANCE * calmNanos / median));
        if (gradient == 1 && !halfUsed) {
            return;
        }
        double allowance = Math.max(1, Math.sqrt(limit) / 2);
        double next = limit * gradient + allowance;
        limit = Math.max(least, Math.min(most, (1 - SMOOTHING) * limit + SMOOTHING * next));
    }

    private void learnCalm(double median, boolean halfUsed) {
        if (calmNanos == 0) {
            calmNanos = median;
        } else if (median < calmNanos) {
            calmNanos += CALM_FALLS * (median - calmNanos);
        } else if (!halfUsed || limit() <= Math.max(least, LOWEST)) {
            calmNanos += CALM_RISES * (median - calmNanos);
        }
    }

    private double median() {
        long[] sorted = Arrays.copyOf(samples, Math.min(count, MOST_SAMPLES));
        Arrays.sort(sorted);
        return Math.max(1, sorted[sorted.length / 2]);
    }
}
