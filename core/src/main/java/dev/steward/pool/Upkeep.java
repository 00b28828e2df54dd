package dev.steward.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread of a pool. It never runs user code. While anybody waits it serves the line at short intervals, which
 * bounds what a missed wake-up can cost (see {@link WaitLine}); every tick it lets the resources age.
 */
final class Upkeep implements Runnable {
    private static final long FIRST_INTERVAL_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** It goes on looking this long after the last waiter has left, so that the next need not wake it. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Pool<?> pool;
    private final long tickNanos;
    private final Thread thread;
    private final Complaints complaints;
    private volatile boolean watching;
    private volatile boolean stopped;

    // Of the upkeep thread alone.
    private long nextTick;
    private long lastWaiter;
    private long interval = FIRST_INTERVAL_NANOS;

    Upkeep(Pool<?> pool, long tickNanos, Complaints complaints) {
        this.pool = pool;
        this.tickNanos = tickNanos;
        this.complaints = complaints;
        this.nextTick = System.nanoTime() + tickNanos;
        this.lastWaiter = System.nanoTime() - LINGER_NANOS;
        thread = new Thread(this, "steward-" + pool.name() + "-upkeep");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A waiter has arrived. Called after it has been counted. */
    void watch() {
        if (!watching) {
            watching = true;
            LockSupport.unpark(thread);
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() != thread) {
            thread.join();
        }
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                look(System.nanoTime());
            } catch (RuntimeException | Error unexpected) {
                // Whatever it was, those who wait depend on this thread.
                complaints.warn("pool " + pool.name() + ": upkeep failed and goes on", unexpected);
                LockSupport.parkNanos(this, LONGEST_INTERVAL_NANOS);
            }
        }
    }

    private void look(long now) {
        if (now - nextTick >= 0) {
            nextTick = now + tickNanos;
            pool.tick();
        }
        if (pool.hasWaiters()) {
            lastWaiter = now;
            pool.serveWaiters(now);
            LockSupport.parkNanos(this, interval);
            interval = Math.min(2 * interval, LONGEST_INTERVAL_NANOS);
        } else if (now - lastWaiter < LINGER_NANOS) {
            interval = FIRST_INTERVAL_NANOS;
            LockSupport.parkNanos(this, LONGEST_INTERVAL_NANOS);
        } else {
            sleepUntil(nextTick - now);
        }
    }

    private void sleepUntil(long nanos) {
        watching = false;
        if (!pool.hasWaiters()) {
            LockSupport.parkNanos(this, nanos);
        }
        watching = true;
    }
}
