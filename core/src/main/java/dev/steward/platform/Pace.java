package dev.steward.platform;

import java.util.concurrent.TimeUnit;

/**
 * When an observer may look again, so that its looks take no more than a fixed share of one processor however much there is
 * to see: one part in {@link #SHARE} in calm, and one in {@link #SHARE_WHILE_URGENT} while it matters. They are one tick
 * apart as long as that is so, and never further than the longest pause. What was not used is saved up, for a look now and
 * then that takes longer, and for the first ones, which are not compiled yet. Confined to one thread.
 */
public final class Pace {
    /** In calm a look that takes a millisecond is followed by another after 0.8 s at the earliest. */
    public static final int SHARE = 800;

    /** And while it matters after 20 ms. */
    public static final int SHARE_WHILE_URGENT = 20;

    private static final long MOST_SAVED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final long tickNanos;
    private final long longestNanos;

    /** What may be used before it has to pause for longer than a tick; below zero what was used beyond that. */
    private long savedNanos = MOST_SAVED_NANOS;

    /**
     * A pace.
     *
     * @param tickNanos the shortest pause
     * @param mostTicks how many of them the longest pause has
     */
    public Pace(long tickNanos, int mostTicks) {
        this.tickNanos = tickNanos;
        this.longestNanos = mostTicks * tickNanos;
    }

    /** How long to pause after the last look, if it is urgent or if it is not. */
    public long pauseNanos(boolean urgent) {
        long overdrawn = Math.max(0, -savedNanos);
        return Math.min(Math.max(tickNanos, overdrawn * share(urgent)), longestNanos);
    }

    /** Whether it would look sooner if it were urgent. */
    public boolean isHeldBack() {
        return pauseNanos(false) > tickNanos;
    }

    /**
     * A look has ended.
     *
     * @param pausedNanos how long the pause before it was
     * @param urgent whether it was urgent then
     * @param tookNanos how long it took
     */
    public void looked(long pausedNanos, boolean urgent, long tookNanos) {
        // The longest pause may not pay for all that was overdrawn. That is forgiven, or one long look would cost many.
        long saved = Math.max(0, Math.min(MOST_SAVED_NANOS, savedNanos + pausedNanos / share(urgent)));
        savedNanos = saved - tookNanos;
    }

    private static int share(boolean urgent) {
        return urgent ? SHARE_WHILE_URGENT : SHARE;
    }
}
