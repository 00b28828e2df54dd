package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Threads that call a pool beside the test's own, each joined within a bound. Threadsafe. */
final class Callers {
    /** Long enough on any machine; who is still at it then, hangs. */
    static final Duration LONG = Duration.ofSeconds(20);

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** What a caller does. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** Starts one whose failure is a failure of the test. */
    Thread start(Action action) {
        Thread thread = new Thread(
                () -> {
                    try {
                        action.run();
                    } catch (Throwable failure) {
                        failures.add(failure);
                    }
                },
                "caller " + (threads.size() + 1));
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Starts one whose outcome is awaited, be it a failure. */
    <V> CompletableFuture<V> call(Callable<V> call) {
        CompletableFuture<V> outcome = new CompletableFuture<>();
        start(() -> {
            try {
                outcome.complete(call.call());
            } catch (Throwable failure) {
                outcome.completeExceptionally(failure);
            }
        });
        return outcome;
    }

    /** Waits until all have ended, as each must. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(LONG.toMillis());
            assertThat(thread.isAlive())
                    .as(() -> thread + " still runs, at " + List.of(thread.getStackTrace()))
                    .isFalse();
        }
        assertThat(failures).isEmpty();
    }

    /** Waits for good, as a hook does that ignores interrupts, until the test lets it go on. */
    static void hang(CountDownLatch letGo) {
        boolean interrupted = false;
        while (letGo.getCount() > 0) {
            try {
                letGo.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
