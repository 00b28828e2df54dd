package dev.steward.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many tasks one worker has run, and how long they waited and took: sums, and histograms in four steps to each power
 * of two, so a percentile is at most 25 % too high. Written by one thread, without a fence, since nobody decides anything
 * by it; read by any. A counter of the crew's instead would be one cache line that all workers write.
 */
final class TaskTimes {
    private static final int STEPS = 4;
    private static final int BUCKETS = 64 * STEPS;
    private static final int BEGUN = 0;
    private static final int ENDED = 1;
    private static final int FAILED = 2;
    private static final int RUN_NANOS = 3;
    private static final int WAIT_NANOS = 4;
    private static final int TIMED = 5;
    private static final int RUNS = 8;
    private static final int WAITS = RUNS + BUCKETS;

    private final AtomicLongArray figures = new AtomicLongArray(WAITS + BUCKETS);

    void began(Task task, long now) {
        add(BEGUN, 1);
        if (task.timed) {
            long waited = now - task.submittedNanos;
            add(TIMED, 1);
            add(WAIT_NANOS, waited);
            add(WAITS + bucketOf(waited), 1);
        }
    }

    void ended(Task task, boolean threw, long now) {
        long ran = now - task.startedNanos;
        add(RUN_NANOS, ran);
        add(RUNS + bucketOf(ran), 1);
        if (threw) {
            add(FAILED, 1);
        }
        add(ENDED, 1);
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

    long begun() {
        return figures.getOpaque(BEGUN);
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
        return mean(figures.getOpaque(WAIT_NANOS), figures.getOpaque(TIMED));
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
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += figures.getOpaque(from + i);
        }
        long rank = (long) Math.ceil(all * share);
        long seen = 0;
        for (int i = 0; i < BUCKETS && rank > 0; i++) {
            seen += figures.getOpaque(from + i);
            if (seen >= rank) {
                return Duration.ofNanos(upperBoundNanos(i));
            }
        }
        return Duration.ZERO;
    }

    private static int bucketOf(long nanos) {
        long counted = Math.max(1, nanos);
        int power = 63 - Long.numberOfLeadingZeros(counted);
        int step = power < 2 ? 0 : (int) (counted >>> (power - 2)) & (STEPS - 1);
        return power * STEPS + step;
    }

    private static long upperBoundNanos(int bucket) {
        int power = bucket / STEPS;
        long step = bucket % STEPS + 1L;
        return power < 2 ? 1L << (power + 1) : (1L << power) + (step << (power - 2));
    }
}
