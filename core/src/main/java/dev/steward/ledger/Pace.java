package dev.steward.ledger;

import java.util.concurrent.TimeUnit;

/**
 * When the ledger may look again, so that its looks take no more than a small share of one processor however much is held:
 * one part in 400, and one in 20 while somebody waits, who may wait in a knot. They are one tick apart as long as that
 * is so, and ten at most. What was not used is saved up, for a look now and then that takes longer, and for the first
 * ones, which are not compiled yet. Confined to one thread.
 */
final class Pace {
    private static final int SHARE = 400;
    private static final int SHARE_WHILE_WAITING = 20;
    private static final int MOST_TICKS = 10;
    private static final long MOST_SAVED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final long tickNanos;
    private long savedNanos = MOST_SAVED_NANOS;

    Pace(long tickNanos) {
        this.tickNanos = tickNanos;
    }

    /**
     * A look has ended.
     *
     * @param tookNanos how long it took
     * @param isAnybodyWaiting whether it has seen somebody wait
     * @return after what time the next is due, in nanoseconds
     */
    long pauseAfter(long tookNanos, boolean isAnybodyWaiting) {
        int share = isAnybodyWaiting ? SHARE_WHILE_WAITING : SHARE;
        long overdrawn = Math.max(0, tookNanos - savedNanos);
        long pause = Math.min(Math.max(tickNanos, overdrawn * share), MOST_TICKS * tickNanos);
        savedNanos = Math.max(0, Math.min(MOST_SAVED_NANOS, savedNanos + pause / share - tookNanos));
        return pause;
    }
}
