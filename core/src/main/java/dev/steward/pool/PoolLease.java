package dev.steward.pool;

import dev.steward.resource.Lease;
import org.jspecify.annotations.Nullable;

/**
 * A hold on one slot for one generation. It is small and final so that it need not be allocated at all when it does
 * not escape the method that acquires and closes it.
 *
 * <p>A confined lease is closed by its holding thread only. The check that it is the holder reads two plain fields: the
 * holder itself always sees its own writes, and another thread sees either the generation of somebody else, or the
 * holder's name and not its own, because every holder erases itself before it makes the slot idle.
 *
 * @param <T> what is leased
 */
final class PoolLease<T> implements Lease<T> {
    private final Pool<T> pool;
    private final Slot<T> slot;
    private final long generation;
    private final T resource;
    private final boolean shared;

    PoolLease(Pool<T> pool, Slot<T> slot, long generation, T resource, boolean shared) {
        this.pool = pool;
        this.slot = slot;
        this.generation = generation;
        this.resource = resource;
        this.shared = shared;
    }

    @Override
    public T get() {
        if (!slot.isLease(generation)) {
            throw pool.refusals().stale();
        }
        return resource;
    }

    @Override
    public boolean isOpen() {
        return slot.isLease(generation);
    }

    @Override
    public Lease<T> handOver(String holder) {
        if (holder.isBlank()) {
            throw new IllegalArgumentException("pool " + pool.name() + ": a lease is handed over to a named holder, so"
                    + " that the ledger can say who has it; the name was blank");
        }
        if (!shared && slot.isLease(generation) && !slot.isHeldBy(Thread.currentThread())) {
            throw pool.refusals().confined(PoolView.holderName(slot.observedHolder()));
        }
        long renewed = slot.renewLease(generation, holder);
        if (renewed == 0) {
            throw pool.refusals().stale();
        }
        pool.countHandOver();
        if (HoldTimes.isSampled(renewed)) {
            slot.leasedAtNanos = System.nanoTime();
        }
        return new PoolLease<>(pool, slot, renewed, resource, true);
    }

    @Override
    public void invalidate() {
        if (end()) {
            pool.retire(slot);
        }
    }

    @Override
    public void close() {
        if (end()) {
            pool.release(slot, resource);
        }
    }

    /** Ends the lease if it is open, and says whether this call did. */
    private boolean end() {
        if (!slot.isLease(generation)) {
            pool.countStaleClose();
            return false;
        }
        if (shared) {
            return endShared();
        }
        if (!slot.isHeldBy(Thread.currentThread())) {
            throw pool.refusals().confined(PoolView.holderName(slot.observedHolder()));
        }
        slot.endLease(generation);
        recordIfSampled();
        return true;
    }

    private boolean endShared() {
        if (!slot.endSharedLease(generation)) {
            pool.countStaleClose();
            return false;
        }
        recordIfSampled();
        return true;
    }

    private void recordIfSampled() {
        if (HoldTimes.isSampled(generation)) {
            pool.recordHold(slot);
        }
    }

    @Override
    public String toString() {
        @Nullable Object holder = slot.observedHolder();
        return "lease of " + pool.name()
                + (isOpen() ? " held by " + (holder instanceof Thread thread ? thread.getName() : holder) : ", stale");
    }
}
