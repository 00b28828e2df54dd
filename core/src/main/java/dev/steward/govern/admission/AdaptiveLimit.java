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
 *   <li>a service that is never calm is made so: for one window in {@link #PROBE_EVERY} a third of the limit is let in, and
 *       what those take is calm. So one that has become slower for good is found out;
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
    private static final double PROBE_LEARNS = 0.5;
    private static final int PROBE_EVERY = 50;
    private static final int PROBE_SHARE = 3;
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
    private int windowsSinceCalm;
    private boolean probing;
    private boolean dropped;
    private boolean begun;
    private long beginNanos;

    AdaptiveLimit(int initial, int least, int most) {
        this.limit = initial;
        this.least = least;
        this.most = most;
    }

    int limit() {
        return probing ? Math.max(least, (int) limit / PROBE_SHARE) : (int) limit;
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
        if (probing && inFlight > limit()) {
            // It came in before the probe began.
            return;
        }
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
        boolean halfUsed = busiest >= limit() / 2.0;
        learnCalm(median, halfUsed);
        if (probing) {
            probing = false;
            return;
        }
        double gradient = dropped ? 0.5 : Math.max(0.5, Math.min(1, TOLERANCE * calmNanos / median));
        if (halfUsed || gradient < 1) {
            double next = limit * gradient + Math.max(1, Math.sqrt(limit) / 2);
            limit = Math.max(least, Math.min(most, (1 - SMOOTHING) * limit + SMOOTHING * next));
        }
        windowsSinceCalm = halfUsed ? windowsSinceCalm + 1 : 0;
        if (windowsSinceCalm >= PROBE_EVERY && limit() > least) {
            windowsSinceCalm = 0;
            probing = true;
        }
    }

    private void learnCalm(double median, boolean halfUsed) {
        if (calmNanos == 0) {
            calmNanos = median;
        } else if (probing) {
            calmNanos += PROBE_LEARNS * (median - calmNanos);
        } else if (median < calmNanos) {
            calmNanos += CALM_FALLS * (median - calmNanos);
        } else if (!halfUsed || limit() <= least) {
            calmNanos += CALM_RISES * (median - calmNanos);
        }
    }

    private double median() {
        long[] sorted = Arrays.copyOf(samples, Math.min(count, MOST_SAMPLES));
        Arrays.sort(sorted);
        return Math.max(1, sorted[sorted.length / 2]);
    }
}
