package dev.steward.pool;

import dev.steward.resource.Site;
import org.jspecify.annotations.Nullable;

/**
 * Where a resource goes that comes back, or has just come: to a waiter, to idle, or to its end. The quick way back to
 * idle is the {@link Pool}'s own. Threadsafe; who calls owns the slot.
 *
 * @param <T> what the pool holds
 */
final class Returns<T> {
    private final Pool<T> pool;
    private final PoolOptions<T> options;
    private final Endings<T> endings;
    private final WaitLine<T> line;
    private final HoldTimes holdTimes;
    private final Tracer<T> tracer;
    private final Complaints complaints;
    private final Pool.@Nullable Action<? super T> reset;

    Returns(
            Pool<T> pool,
            PoolOptions<T> options,
            Endings<T> endings,
            WaitLine<T> line,
            HoldTimes holdTimes,
            Tracer<T> tracer,
            Complaints complaints) {
        this.pool = pool;
        this.options = options;
        this.endings = endings;
        this.line = line;
        this.holdTimes = holdTimes;
        this.tracer = tracer;
        this.complaints = complaints;
        this.reset = options.reset();
    }

    /** The lease has ended, and something needs attention. */
    void release(Slot<T> slot) {
        if (!isReset(slot)) {
            endings.retire(slot);
        } else if (slot.isDoomed() || line.isStarving()) {
            giveBack(slot);
        } else {
            pool.becomeIdle(slot);
        }
    }

    /** The same after a lease that was timed. */
    void releaseTimed(Slot<T> slot) {
        long heldNanos = System.nanoTime() - slot.timedSinceNanos;
        boolean again = holdTimes.record(heldNanos);
        Site site = slot.endedSite;
        if (site != null) {
            tracer.ended(site, heldNanos);
        }
        if (!isReset(slot)) {
            endings.retire(slot);
            return;
        }
        if (again) {
            slot.markLease();
        }
        giveBack(slot);
    }

    /** Resets the resource, where there is a reset; false if it cannot be used again. */
    private boolean isReset(Slot<T> slot) {
        T resource = slot.resource;
        if (reset == null || resource == null) {
            return true;
        }
        try {
            reset.on(resource);
            return true;
        } catch (Throwable thrown) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            complaints.warn("pool " + options.name() + ": a reset failed, the resource is destroyed", thrown);
            return false;
        }
    }

    /** Passes on what was just created or checked: the head of the line has waited for it. */
    void deliver(Slot<T> slot) {
        if (pool.isClosed() || slot.isDoomed() || !line.handOver(slot)) {
            giveBack(slot);
        }
    }

    /** Passes on a resource beyond the maximum: to the head of the line, for one lease, or to its end. */
    void deliverOnce(Slot<T> slot) {
        if (pool.isClosed() || !line.handOver(slot)) {
            endings.retire(slot);
        }
    }

    /** Passes on a resource of the reserved lane: to the first who holds something already, or to its end. */
    void deliverToSecond(Slot<T> slot) {
        if (pool.isClosed() || pool.isSuspended() || !line.handOverToSecond(slot)) {
            endings.retire(slot);
        }
    }

    /** Passes on a slot that the caller owns: to the end if it is doomed, to the head of the line, or back to idle. */
    void giveBack(Slot<T> slot) {
        if (slot.isDoomed() || pool.isClosed()) {
            endings.retire(slot);
        } else if (!line.isStarving() || !line.handOver(slot)) {
            slot.makeIdle();
            if (pool.isClosed()) {
                endings.sweep();
            } else if (pool.hasWaiters() && !pool.isSuspended()) {
                line.signal();
            }
        }
    }
}
