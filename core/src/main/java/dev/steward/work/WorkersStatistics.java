package dev.steward.work;

import java.time.Duration;

/**
 * What {@link Workers} have done since they were built, at the moment of asking. Immutable. The counts belong together:
 * {@code submitted = completed + failed + discarded + busy + queued}, where {@code busy} leaves out what submitters run
 * themselves. Percentiles come from histograms and are at most 25 % too high.
 *
 * @param submitted tasks that were accepted
 * @param completed tasks that ended well, those that were cancelled included
 * @param failed tasks that threw
 * @param timedOut tasks that were interrupted because they ran over the task timeout
 * @param stuck tasks among these that took no notice of the interrupt and were reported
 * @param rejected tasks that were refused: queue full, submitter interrupted or workers closed
 * @param discarded tasks that were accepted and, because of a close, never run
 * @param threads threads that live now
 * @param busy tasks that run on them now
 * @param queued tasks that wait in the queue now
 * @param scheduled tasks for later, those included that are repeated and run now
 * @param utilisation the share of the threads' lifetime that went into tasks, from 0.0 to 1.0; 0.0 before the first
 * @param meanRun how long a task ran on average
 * @param medianRun what half of the tasks did not exceed
 * @param p99Run what 99 of 100 tasks did not exceed
 * @param meanQueueWait how long a task waited on average, from its submission to its start
 * @param medianQueueWait what half of the waits did not exceed
 * @param p99QueueWait what 99 of 100 waits did not exceed
 */
public record WorkersStatistics(
        long submitted,
        long completed,
        long failed,
        long timedOut,
        long stuck,
        long rejected,
        long discarded,
        int threads,
        int busy,
        int queued,
        int scheduled,
        double utilisation,
        Duration meanRun,
        Duration medianRun,
        Duration p99Run,
        Duration meanQueueWait,
        Duration medianQueueWait,
        Duration p99QueueWait) {}
