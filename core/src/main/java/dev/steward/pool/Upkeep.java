package dev.steward.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread of a pool. It never runs user code. While anybody waits it serves the line at short intervals, which
 * bounds what a missed wake-up can cost (see {@link WaitLine}); every tick it lets the resources age. Once a tick has found
 * nothing going on it rests, and the {@link Vigil} looks at every tick whether that is still so.
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

    /** Whether the vigil looks after the pool. */
    private volatile boolean resting;

    /** Whether there is a reason for a tick that the last one may not have seen. */
    private volatile boolean roused;

    /** While it rests; of the vigil's thread then, and of the upkeep thread otherwise. */
    private volatile long nextGlance;

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
        Vigil.enter(this);
        thread.start();
    }

    /**
     * Has a tick follow at once if the pool rests. For whoever changes what a tick goes by, other than by beginning or
     * ending a lease; called after the change. It is written before {@code resting} is read here, and read after that is
     * written there, so either the upkeep thread sees it or this sees that it rests.
     */
    void rouse() {
        if (!roused) {
            roused = true;
        }
        if (resting) {
            resting = false;
            LockSupport.unpark(thread);
        }
    }

    /** Whether nothing has changed since the last tick, as far as it is not a lease that has begun or ended. */
    boolean isResting() {
        return resting && !roused;
    }

    /** Looks whether the pool may go on resting, if it is time for that. By the vigil. Says when it is time again. */
    long glance(long now) {
        long next = nextGlance;
        if (!resting) {
            return now + Vigil.FAR_NANOS;
        }
        if (now - next < 0) {
            return next;
        }
        if (!isStill()) {
            rouse();
        }
        nextGlance = glanceAfter(now);
        return nextGlance;
    }

    /** What goes wrong in one pool must not end the vigil over the others; its own thread will meet it again. */
    private boolean isStill() {
        try {
            return pool.isStill();
        } catch (RuntimeException | Error unexpected) {
            complaints.warn("pool " + pool.name() + ": could not be looked at while it rests", unexpected);
            return false;
        }
    }

    /** At a multiple of the tick, so that pools of the same tick are looked at together. */
    private long glanceAfter(long now) {
        return now - Math.floorMod(now, tickNanos) + tickNanos;
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
        Vigil.leave(this);
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
            roused = false;
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
        } else if (pool.mayRest()) {
            rest(now);
        } else {
            sleepUntil(nextTick - now);
        }
    }

    /** Until somebody waits, or the vigil or somebody else has seen a reason for a tick. */
    private void rest(long now) {
        nextGlance = glanceAfter(now);
        watching = false;
        resting = true;
        Vigil.lookAt(nextGlance);
        while (resting && !roused && !stopped && !watching && !pool.hasWaiters()) {
            LockSupport.park(this);
        }
        resting = false;
        watching = true;
        nextTick = System.nanoTime();
    }

    private void sleepUntil(long nanos) {
        watching = false;
        if (!pool.hasWaiters()) {
            LockSupport.parkNanos(this, nanos);
        }
        watching = true;
    }
}
