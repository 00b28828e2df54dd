package dev.steward.work;

/** What a crew counts of tasks besides their times, which each worker counts for itself. Guarded by the crew's lock. */
final class Tally {
    /** Of workers that have ended. */
    final TaskTimes former = new TaskTimes();

    /** Of tasks that their submitters ran. */
    final TaskTimes bySubmitters = new TaskTimes();

    long submitted;
    long timedOut;
    long stuck;
    long rejected;
    long gaveUp;
    long discarded;
    long threadNanos;
}
