package dev.steward.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Threads of a test that hold and wait until they are told to go, and are joined at the end. */
final class Crowd implements AutoCloseable {
    final CountDownLatch go = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /** Something a thread does that may fail. */
    interface Body {
        void run() throws Exception;
    }

    /** The failure of the body, null while there is none. */
    AtomicReference<Throwable> start(String name, Body body) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (Throwable thrown) {
                        failure.set(thrown);
                    }
                },
                name);
        threads.add(thread);
        thread.start();
        return failure;
    }

    void awaitGo() throws InterruptedException {
        go.await();
    }

    /** Tells all to go and waits until they have gone. */
    void finish() {
        go.countDown();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish();
    }
}
