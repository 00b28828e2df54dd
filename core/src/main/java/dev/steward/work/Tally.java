package dev.steward.work;

import java.time.Duration;

/** What a crew counts. Guarded by the crew's lock, which every task passes through anyway: no counter costs more. */
final class Tally {
    long submitted;
    long begun;
    long returned;
    long failed;
    long timedOut;
    long stuck;
    long rejected;
    long gaveUp;
    long discarded;

    private long ended;
    private long runNanos;
    private long busyNanos;
    private long waitNanos;
    private long threadNanos;

    void began(Task task, long now) {
        begun++;
        task.startedNanos = now;
        waitNanos += now - task.submittedNanos;
    }

    /** A task ended on a worker's thread. */
    void returned(Task task, boolean threw, long now) {
        returned++;
        busyNanos += now - task.startedNanos;
        ended(task, threw, now);
    }

    /** A task ended, here or in its submitter. */
    void ended(Task task, boolean threw, long now) {
        ended++;
        runNanos += now - task.startedNanos;
        if (threw) {
            failed++;
        }
    }

    void threadEnded(long lifeNanos) {
        threadNanos += lifeNanos;
    }

    /** The figures, given what the tasks and threads that live now have come to so far. */
    WorkersStatistics statistics(int threads, int busy, int queued, long runningNanos, long livingNanos) {
        long lifetime = threadNanos + livingNanos;
        return new WorkersStatistics(
                submitted,
                ended - failed,
                failed,
                timedOut,
                stuck,
                rejected,
                discarded,
                threads,
                busy,
                queued,
                lifetime <= 0 ? 0.0 : Math.min(1.0, (double) (busyNanos + runningNanos) / lifetime),
                mean(runNanos, ended),
                mean(waitNanos, begun));
    }

    private static Duration mean(long nanos, long count) {
        return Duration.ofNanos(count == 0 ? 0 : nanos / count);
    }
}
