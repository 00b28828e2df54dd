package dev.steward.work;

import java.util.function.LongSupplier;

/**
 * When tasks were submitted. Reading the clock takes as long as all the rest of a submission, so where one follows the
 * other closely it is read for one of sixteen; the others are stamped with the last reading and count in no percentile.
 * A stamp is a time whose lowest bit is set when it is not the task's own. Guarded by the crew's lock.
 */
final class Stamps {
    private static final int UNREAD = 15;
    private static final long CLOSE_NANOS = 1_000;

    private final LongSupplier ticker;
    private long readNanos;
    private int sinceReading;
    private boolean close;

    Stamps(LongSupplier ticker) {
        this.ticker = ticker;
    }

    static long own(long nanos) {
        return nanos & ~1;
    }

    static boolean isOwn(long stamp) {
        return (stamp & 1) == 0;
    }

    /** The stamp of what is submitted now. Where nothing else waits nobody has read the clock lately. */
    long next(boolean othersWait) {
        if (close && othersWait && sinceReading < UNREAD) {
            sinceReading++;
            return readNanos | 1;
        }
        long now = ticker.getAsLong();
        close = now - readNanos < CLOSE_NANOS * (sinceReading + 1);
        sinceReading = 0;
        readNanos = now;
        return own(now);
    }
}
