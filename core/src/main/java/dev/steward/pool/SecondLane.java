package dev.steward.pool;

import dev.steward.resource.Budget;
import dev.steward.resource.ReservedLane;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The reserved lane of a pool: so many resources beyond the maximum, for callers alone who hold something already. Without
 * it everybody may have one and wait for the next, and nobody goes on. Each of its resources is created for one waiter,
 * serves one lease and is destroyed: what is never idle can never be taken by somebody else on the quick way, so the lane
 * costs those who do not use it nothing. The budget has kept room for it from the beginning.
 *
 * <p>Taken and left under the lock of the {@link Population}; read by anybody.
 */
final class SecondLane<T> {
    private final int most;
    private final long weight;
    private final Budget budget;
    private final Set<Slot<T>> taken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();

    SecondLane(Budget pool, int most, long weight) {
        this.most = most;
        this.weight = weight;
        // The pool's own budget was given as much as a minimum, so this always fits.
        this.budget = pool.child("reserved lane", most * weight, most * weight);
    }

    /** Whether one more should be created for those who wait and hold something; then its room is taken. */
    boolean admits(int waiting) {
        return taken.size() < most && underWay.get() < waiting && budget.tryReserve(weight);
    }

    void enter(Slot<T> slot) {
        taken.add(slot);
        underWay.incrementAndGet();
    }

    boolean has(Slot<T> slot) {
        return taken.contains(slot);
    }

    /** Its creation has ended, well or not. */
    void arrived() {
        underWay.decrementAndGet();
    }

    /** Gives the room back; false if that slot was none of this lane. */
    boolean leave(Slot<T> slot) {
        if (!taken.remove(slot)) {
            return false;
        }
        budget.release(weight);
        return true;
    }

    int taken() {
        return taken.size();
    }

    ReservedLane now() {
        return new ReservedLane(most * weight, Math.max(0, most - taken.size()) * weight);
    }

    void close() {
        budget.close();
    }
}
