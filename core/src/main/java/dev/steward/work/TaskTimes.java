package dev.steward.work;

import dev.steward.sizing.TimeScale;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many tasks one worker has run, and how long they waited and took: sums, and histograms on a
 * {@link TimeScale}. Written by one thread, without a fence, since nobody decides anything
 * by it; read by any. A counter of the crew's instead would be one cache line that all workers write.
 */
final class TaskTimes {
    private static final int ENDED = 0;
    private static final int FAILED = 1;
    private static final int RUN_NANOS = 2;
    private static final int WAIT_NANOS = 3;
    private static final int WAITED = 4;
    private static final int RUNS = 8;
    private static final int WAITS = RUNS + TimeScale.BUCKETS;

    private final AtomicLongArray figures = new AtomicLongArray(WAITS + TimeScale.BUCKETS);

    void ended(boolean threw) {
        add(ENDED, 1);
        if (threw) {
            add(FAILED, 1);
        }
    }

    /** So much more time went into tasks. */
    void worked(long nanos) {
        add(RUN_NANOS, nanos);
    }

    /** One task took so long, and stands for so many. */
    void ran(long nanos, long tasks) {
        add(RUNS + TimeScale.bucketOf(nanos), tasks);
    }

    void waited(long nanos) {
        add(WAITED, 1);
        add(WAIT_NANOS, nanos);
        add(WAITS + TimeScale.bucketOf(nanos), 1);
    }

    /** Takes in what another has counted. */
    void addAll(TaskTimes other) {
        for (int i = 0; i < figures.length(); i++) {
            long more = other.figures.getOpaque(i);
            if (more != 0) {
                add(i, more);
            }
        }
    }

    private void add(int figure, long more) {
        figures.setOpaque(figure, figures.getPlain(figure) + more);
    }

    long ended() {
        return figures.getOpaque(ENDED);
    }

    long failed() {
        return figures.getOpaque(FAILED);
    }

    long runNanos() {
        return figures.getOpaque(RUN_NANOS);
    }

    Duration meanRun() {
        return mean(runNanos(), ended());
    }

    Duration meanWait() {
        return mean(figures.getOpaque(WAIT_NANOS), figures.getOpaque(WAITED));
    }

    private static Duration mean(long nanos, long count) {
        return Duration.ofNanos(count == 0 ? 0 : nanos / count);
    }

    Duration run(double share) {
        return percentile(RUNS, share);
    }

    Duration wait(double share) {
        return percentile(WAITS, share);
    }

    private Duration percentile(int from, double share) {
        return TimeScale.percentile(bucket -> figures.getOpaque(from + bucket), share);
    }
}
