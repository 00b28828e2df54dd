package dev.steward.bench.scoreboard.probe;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something that is tried in a thread of its own, so that the probe goes on even if it never ends. Its figures are there
 * once it has ended. Threadsafe.
 */
public final class Attempt<T> {
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable T value;
    private volatile @Nullable Throwable failure;
    private volatile long beganNanos;
    private volatile long endedNanos;

    private Attempt(String name, Callable<? extends T> work) {
        thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
    }

    static <T> Attempt<T> start(String name, Callable<? extends T> work) {
        Attempt<T> attempt = new Attempt<>(name, work);
        attempt.thread.start();
        return attempt;
    }

    private void run(Callable<? extends T> work) {
        beganNanos = System.nanoTime();
        try {
            value = work.call();
        } catch (Throwable e) { // Whatever it is, it is the outcome.
            failure = e;
        }
        endedNanos = System.nanoTime();
        end.countDown();
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return end.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean hasEnded() {
        return end.getCount() == 0;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    boolean isServed() {
        return hasEnded() && failure == null;
    }

    T value() throws Exception {
        if (failure instanceof Exception e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        T result = value;
        if (result == null) {
            throw new IllegalStateException("it has not ended, or gave nothing");
        }
        return result;
    }

    /** What it took. */
    double millis() {
        return (endedNanos - beganNanos) / 1e6;
    }

    /** When it ended, seen from a moment before. */
    double millisAfter(long nanos) {
        return (endedNanos - nanos) / 1e6;
    }

    Thread thread() {
        return thread;
    }
}
