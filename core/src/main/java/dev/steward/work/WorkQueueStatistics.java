package dev.steward.work;

/**
 * What a {@link WorkQueue} holds now and has done since it was built. Immutable.
 *
 * @param queued items that wait for their turn, those that are to be tried again included
 * @param running items that are being worked on
 * @param kept finished items whose outcome can still be asked for
 * @param submitted items that were taken in
 * @param done items that were finished with a result
 * @param failed items that failed as often as they may
 * @param cancelled items that were cancelled
 * @param retried attempts beyond the first of each item
 * @param forgotten finished items whose outcome was dropped for those that came later
 * @param paused whether no item is begun now
 */
public record WorkQueueStatistics(
        int queued,
        int running,
        int kept,
        long submitted,
        long done,
        long failed,
        long cancelled,
        long retried,
        long forgotten,
        boolean paused) {}
