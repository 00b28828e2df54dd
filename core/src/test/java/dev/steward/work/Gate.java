package dev.steward.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A task that has begun, and ends when it is let go. For tests that need a worker to be busy. */
final class Gate implements Runnable {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean interrupted;

    @Override
    public void run() {
        begun.countDown();
        try {
            if (!letGo.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let the gate go");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    Gate awaitBegun() throws InterruptedException {
        if (!begun.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the gate was never run");
        }
        return this;
    }

    void letGo() {
        letGo.countDown();
    }

    boolean wasInterrupted() {
        return interrupted;
    }
}
