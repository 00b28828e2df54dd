package dev.steward.pool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread that looks after all pools at rest: at every tick of theirs it looks whether they still are, and calls the
 * upkeep of those that are not. A hundred pools in which nothing goes on so wake one thread ten times a second and not a
 * hundred, which would cost more than what they have to do. It never runs user code, but for the clock of a test. There is
 * one in the process as long as there is a pool. Threadsafe.
 */
final class Vigil implements Runnable {
    /** Until then somebody calls. */
    static final long FAR_NANOS = TimeUnit.DAYS.toNanos(365);

    private static final ReentrantLock LOCK = new ReentrantLock();

    /** Written under the lock. */
    private static volatile @Nullable Vigil current;

    private final List<Upkeep> all = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(null, this, "steward-vigil", 0, false);
    private volatile boolean over;

    /** When it looks again; far away while it looks, so that who comes to rest meanwhile calls it once more. */
    private volatile long wakesAt = System.nanoTime() + FAR_NANOS;

    private Vigil() {
        thread.setDaemon(true);
        // It outlives whoever built the first pool.
        thread.setContextClassLoader(null);
    }

    /** Counts a pool in, which does not rest yet. */
    static void enter(Upkeep upkeep) {
        LOCK.lock();
        try {
            Vigil vigil = current;
            if (vigil == null) {
                vigil = new Vigil();
                vigil.thread.start();
                current = vigil;
            }
            vigil.all.add(upkeep);
        } finally {
            LOCK.unlock();
        }
    }

    /** Counts it out; with the last one the thread ends. */
    static void leave(Upkeep upkeep) {
        LOCK.lock();
        try {
            Vigil vigil = current;
            if (vigil != null && vigil.all.remove(upkeep) && vigil.all.isEmpty()) {
                current = null;
                vigil.over = true;
                LockSupport.unpark(vigil.thread);
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** A pool that is counted in has come to rest, and is to be looked at then. */
    static void lookAt(long whenNanos) {
        Vigil vigil = current;
        if (vigil != null && whenNanos - vigil.wakesAt < 0) {
            LockSupport.unpark(vigil.thread);
        }
    }

    @Override
    public void run() {
        while (!over) {
            long now = System.nanoTime();
            wakesAt = now + FAR_NANOS;
            long next = now + FAR_NANOS;
            for (Upkeep upkeep : all) {
                long due = upkeep.glance(now);
                next = due - next < 0 ? due : next;
            }
            wakesAt = next;
            LockSupport.parkNanos(this, next - System.nanoTime());
        }
    }
}
