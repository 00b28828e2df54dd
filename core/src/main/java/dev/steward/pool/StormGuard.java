package dev.steward.pool;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * When attempts to create may begin, by how the last ones ended. What is created is often on another machine, and a
 * server that has just come back must not be run over by everybody who was waiting for it.
 *
 * <pre>
 *   healthy      as many at a time as the pool is built for
 *   failing      after a failure, at growing intervals, half of each left to chance
 *   unavailable  failing for long: one attempt at a time, and callers need not wait for it
 *   recovering   after an outage: one at a time first and one more with each success, a few milliseconds apart, until
 *                the usual number is reached
 * </pre>
 *
 * <p>Not threadsafe: {@link Creations} guards it.
 */
final class StormGuard {
    private static final long FIRST_BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_BACKOFF_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** So many failures in a row, from which no success has been seen, make an outage; fewer are bad luck. */
    private static final int OUTAGE = 3;

    /** What lies between two beginnings while the pool recovers, on average. */
    private static final long RECOVERY_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final int atATime;
    private final long unavailableAfterNanos;

    private int failuresInRow;
    private long failingSinceNanos;
    private long notBeforeNanos;

    /** How often the interval has doubled, and when it was set last. */
    private int growths;

    private long intervalSetNanos;

    /** From the beginning of the first of the failures in a row to the end of the last. */
    private long failedForNanos;

    /** How many may be under way at a time while the pool recovers; zero when it does not. */
    private int recoveringBy;

    StormGuard(int atATime, long unavailableAfterNanos) {
        this.atATime = atATime;
        this.unavailableAfterNanos = unavailableAfterNanos;
    }

    boolean mayBegin(int underWay, long now) {
        boolean early = (failuresInRow > 0 || recoveringBy > 0) && now - notBeforeNanos < 0;
        return !early && underWay < mostAtATime();
    }

    private int mostAtATime() {
        if (isUnavailable()) {
            return 1;
        }
        return recoveringBy > 0 ? Math.min(recoveringBy, atATime) : atATime;
    }

    void begun(long now) {
        if (recoveringBy > 0) {
            notBeforeNanos = now + jittered(RECOVERY_INTERVAL_NANOS * 3 / 2);
        }
    }

    void succeeded(long now) {
        boolean outageIsOver = failuresInRow >= OUTAGE;
        failuresInRow = 0;
        failedForNanos = 0;
        if (outageIsOver) {
            recoveringBy = 1;
            notBeforeNanos = now + jittered(RECOVERY_INTERVAL_NANOS * 3 / 2);
        } else if (recoveringBy > 0) {
            recoveringBy++;
        }
        if (recoveringBy > atATime) {
            recoveringBy = 0;
        }
    }

    void failed(long sinceNanos, long now) {
        if (failuresInRow == 0) {
            failingSinceNanos = sinceNanos;
        }
        // Attempts that were under way side by side fail for one reason: the interval grows once for all of them.
        boolean grows = failuresInRow == 0 || sinceNanos - intervalSetNanos >= 0;
        failuresInRow++;
        failedForNanos = now - failingSinceNanos;
        if (grows) {
            growths = failuresInRow == 1 ? 0 : Math.min(20, growths + 1);
            intervalSetNanos = now;
            notBeforeNanos = now + jittered(Math.min(LONGEST_BACKOFF_NANOS, FIRST_BACKOFF_NANOS << growths));
        }
    }

    /** Half of it is left to chance, so that the pools of a fleet do not come in step. */
    private static long jittered(long nanos) {
        return nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1);
    }

    /** Whether it is so by what was seen until the last failure. A failure that nobody has seen yet does not count. */
    boolean isUnavailable() {
        return failuresInRow >= OUTAGE && failedForNanos >= unavailableAfterNanos;
    }

    int failuresInRow() {
        return failuresInRow;
    }

    long failingNanos(long now) {
        return failuresInRow == 0 ? 0 : now - failingSinceNanos;
    }

    /** How long until the next attempt may begin; zero if it may now. */
    long untilNextNanos(long now) {
        return Math.max(0, notBeforeNanos - now);
    }
}
