package dev.steward.memory;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a buffer pool: frees what nobody used for the idle timeout, chooses leases to be watched, and finds
 * the lost ones. It ends with the pool, also with one that was forgotten instead of closed.
 */
final class Upkeep implements Runnable {
    private static final Logger LOG = System.getLogger(BufferPool.class.getName());
    private static final long SHORTEST_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int TICKS_PER_IDLE_TIMEOUT = 8;

    private final WeakReference<BufferPool> pool;
    private final long tickNanos;
    private final Thread thread;
    private volatile boolean stopped;

    Upkeep(BufferPool pool, long idleNanos) {
        this.pool = new WeakReference<>(pool);
        this.tickNanos =
                Math.min(LONGEST_TICK_NANOS, Math.max(SHORTEST_TICK_NANOS, idleNanos / TICKS_PER_IDLE_TIMEOUT));
        this.thread = new Thread(this, "steward-" + pool.name() + "-upkeep");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread and waits for that; an interruption ends the waiting and stays set. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!stopped && tick()) {
            LockSupport.parkNanos(this, tickNanos);
        }
    }

    /** False when the pool is gone. */
    private boolean tick() {
        @Nullable BufferPool there = pool.get();
        if (there == null) {
            return false;
        }
        try {
            there.tick();
        } catch (RuntimeException | Error unexpected) {
            LOG.log(Level.WARNING, "buffer pool " + there.name() + ": upkeep failed and goes on", unexpected);
        }
        return true;
    }
}
