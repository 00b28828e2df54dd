package dev.steward.pool;

import dev.steward.platform.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which a pool runs the user's create, check and destroy, so that none of them can hold a caller past
 * its deadline. They start when there is something to do and end soon after. A hand that hangs in user code is
 * replaced: {@link #oneHangs()} admits another until {@link #oneCameBack()}.
 */
final class Hands {
    private static final long LINGER_MILLIS = 500;

    private final ThreadPoolExecutor executor;

    Hands(String name, int count) {
        executor = new ThreadPoolExecutor(
                count,
                count,
                LINGER_MILLIS,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                Threads.daemons("steward-" + name),
                (task, dismissed) -> task.run());
        executor.allowCoreThreadTimeOut(true);
    }

    /** Runs it on a hand; in the calling thread once the hands have been dismissed, or if no thread can be had. */
    void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (OutOfMemoryError noThread) {
            task.run();
        }
    }

    synchronized void oneHangs() {
        executor.setMaximumPoolSize(executor.getMaximumPoolSize() + 1);
        executor.setCorePoolSize(executor.getCorePoolSize() + 1);
    }

    synchronized void oneCameBack() {
        executor.setCorePoolSize(executor.getCorePoolSize() - 1);
        executor.setMaximumPoolSize(executor.getMaximumPoolSize() - 1);
    }

    /**
     * Lets what was begun end, up to the deadline; then interrupts it. What waited behind something that hangs is done
     * after all, each on a thread of its own, with as much time again.
     *
     * @return whether everything ended
     */
    boolean dismiss(Duration deadline) throws InterruptedException {
        executor.shutdown();
        if (executor.awaitTermination(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
            return true;
        }
        List<Thread> late = new ArrayList<>();
        for (Runnable waiting : executor.shutdownNow()) {
            Thread thread = executor.getThreadFactory().newThread(waiting);
            thread.start();
            late.add(thread);
        }
        long began = System.nanoTime();
        for (Thread thread : late) {
            TimeUnit.NANOSECONDS.timedJoin(thread, deadline.toNanos() - (System.nanoTime() - began));
        }
        return false;
    }
}
