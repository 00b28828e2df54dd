package dev.steward.cli.migrate;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish that the run ends early. Raised once, by Ctrl-C or by a failure; never taken back. Threadsafe. */
public final class StopSignal {
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final CountDownLatch raised = new CountDownLatch(1);
    private volatile boolean byUser;

    /** Asks the run to end. */
    public void raise() {
        raised.countDown();
    }

    /** Asks the run to end, because the user wants it. */
    public void raiseByUser() {
        byUser = true;
        raised.countDown();
    }

    /** Whether the run is to end. */
    public boolean isRaised() {
        return raised.getCount() == 0;
    }

    /** Whether it is the user who wants it to. */
    public boolean isByUser() {
        return byUser;
    }

    /** The pause before another try: 50 ms, then twice as long each time; false when the run is to end. */
    public boolean pause(int attempt) {
        long millis = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt - 1, 10));
        try {
            return !raised.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
