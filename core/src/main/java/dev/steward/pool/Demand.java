package dev.steward.pool;

import java.util.concurrent.TimeUnit;

/**
 * How many of those who wait are worth a new resource. Whoever would be served by what is there before a new one could
 * be ready gains nothing by it, and the new one stays: with a connection, a process of the database. So a wait is
 * estimated and compared with what a creation takes.
 *
 * <p>The estimate is the position in the line times the time between two returns. While a line stands that time is what
 * has been seen of it, once as many were served as there are resources; before that, the time for which leases are held,
 * by the last few that were timed, divided among the resources. Nobody has been served for longer than that: then this is
 * what a hold takes. The estimate may be wrong, so three rules bound what a wrong one costs:
 * <ul>
 *   <li>when somebody has waited for as long as a creation takes, one is begun, whatever the estimate says. As with skis
 *       that are rented until the rent has reached the price, he waits no more than twice as long as the best decision,
 *       made in hindsight, would have had him wait;
 *   <li>so is one when lines have stood for as long as that, all in all and lately, though each in them was served soon;
 *   <li>as long as nothing is known, of holds or of creations, everybody counts.
 * </ul>
 * And a line of a moment, less than an eighth of a creation, shows nothing yet.
 */
final class Demand<T> {
    /** What a line stood for is forgotten to one part in e after this time. */
    private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Nobody is asked to be more patient than this, whatever creations have taken. */
    private static final long MOST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int MOMENT = 8;

    private final WaitLine<T> line;
    private final HoldTimes holds;
    private final Creations<T> creations;

    /** How long the line has stood lately; written by upkeep, and set back when a creation begins. */
    private volatile long stoodNanos;

    /** Since when a line stands without a gap, and how many had been served until then; written by upkeep. */
    private volatile long standsSinceNanos;

    private volatile long servedUntilThen;

    /** Of upkeep alone. */
    private long watchedNanos;

    Demand(WaitLine<T> line, HoldTimes holds, Creations<T> creations) {
        this.line = line;
        this.holds = holds;
        this.creations = creations;
        this.watchedNanos = System.nanoTime();
    }

    /** Upkeep looks, at short intervals while anybody waits. */
    void watch(long nowNanos) {
        long passed = nowNanos - watchedNanos;
        watchedNanos = nowNanos;
        long kept = stoodNanos - (long) ((double) stoodNanos * Math.min(1.0, (double) passed / MEMORY_NANOS));
        long headWait = line.headWaitNanos(nowNanos);
        stoodNanos = kept + Math.min(passed, headWait);
        if (headWait < passed) { // There was a gap.
            servedUntilThen = line.served();
            standsSinceNanos = nowNanos - headWait;
        }
    }

    /** What the line stood for has been answered by a creation. */
    void answered() {
        stoodNanos = 0;
    }

    /**
     * How many resources should be on their way.
     *
     * @param unserved how many wait
     * @param live how many resources there are that can be given back
     */
    int worth(int unserved, int live) {
        long costNanos = Math.min(MOST_PATIENCE_NANOS, creations.expectedNanos());
        long holdNanos = holds.expectedNanos();
        if (unserved == 0 || live <= 0 || costNanos == 0 || holdNanos == 0) {
            return unserved;
        }
        long now = System.nanoTime();
        long headWait = line.headWaitNanos(now);
        long stood = Math.max(stoodNanos, headWait);
        if (stood < costNanos / MOMENT) {
            return 0;
        }
        int late = late(unserved, costNanos, betweenReturns(live, headWait, holdNanos, now));
        return Math.max(late, stood >= costNanos ? 1 : 0);
    }

    private long betweenReturns(int live, long headWait, long holdNanos, long now) {
        long sinceServed = Math.min(headWait, now - line.lastServedNanos());
        long servedHere = line.served() - servedUntilThen;
        long usual = servedHere >= live ? Math.max(0, now - standsSinceNanos) / servedHere : holdNanos / live;
        return Math.max(1, Math.max(usual, sinceServed / live));
    }

    /** How many of them would be served later than by a new resource. */
    static int late(int unserved, long costNanos, long betweenReturnsNanos) {
        return (int) Math.max(0, unserved - costNanos / betweenReturnsNanos);
    }
}
