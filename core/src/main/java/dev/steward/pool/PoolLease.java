package dev.steward.pool;

import dev.steward.platform.Threads;
import dev.steward.resource.Lease;
import org.jspecify.annotations.Nullable;

/**
 * A hold on one slot for one generation. It is small and final so that it need not be allocated at all when it does
 * not escape the method that acquires and closes it, and takes 24 bytes when it does.
 *
 * <p>A confined lease is closed by its holding thread only. That it is the holder needs no atomic instruction: see
 * {@link Slot} for why no other thread can take itself for it.
 *
 * @param <T> what is leased
 */
final class PoolLease<T> implements Lease<T> {
    private final Slot<T> slot;
    private final long generation;

    PoolLease(Slot<T> slot, long generation) {
        this.slot = slot;
        this.generation = generation;
    }

    /**
     * Reads the resource before it checks the lease: who destroys the resource under its holder, or creates the next,
     * ends the lease before that.
     */
    @Override
    public T get() {
        T resource = slot.observedResource();
        if (!slot.isLease(generation)) {
            throw slot.pool.refusals().stale();
        }
        if (resource == null) {
            throw slot.pool.refusals().closed();
        }
        return resource;
    }

    @Override
    public boolean isOpen() {
        return slot.isOpenLease(generation);
    }

    @Override
    public Lease<T> handOver(String holder) {
        if (holder.isBlank()) {
            throw new IllegalArgumentException(
                    "pool " + slot.pool.name() + ": a lease is handed over to a named holder,"
                            + " so that the ledger can say who has it; the name was blank");
        }
        return handOverTo(slot, generation, holder);
    }

    @Override
    public Lease<T> handOver(Thread holder) {
        Threads.requireAlive("pool " + slot.pool.name(), holder);
        return handOverTo(slot, generation, holder);
    }

    private static <T> Lease<T> handOverTo(Slot<T> slot, long generation, Object holder) {
        refuseOthersIfConfined(slot, generation);
        long renewed = slot.renewLease(generation, holder);
        if (renewed == 0) {
            throw slot.pool.refusals().stale();
        }
        slot.pool.countHandOver();
        return new PoolLease<>(slot, renewed);
    }

    @Override
    public void invalidate() {
        if (end(slot, generation)) {
            slot.pool.retire(slot.home);
        }
    }

    @Override
    public void close() {
        if (Generation.isPlain(generation) && slot.isLease(generation)) {
            refuseOthers(slot);
            slot.endLease(generation);
            slot.pool.release(slot);
        } else {
            closeSpecially(slot, generation);
        }
    }

    /** What is shared, timed or stale. Static, as is all it calls, so that the lease need not be an object for it. */
    private static <T> void closeSpecially(Slot<T> slot, long generation) {
        if (end(slot, generation)) {
            if (Generation.isTimed(generation)) {
                slot.pool.returns().releaseTimed(slot.home);
            } else {
                slot.pool.release(slot);
            }
        }
    }

    /** Ends a lease of any kind if it is open, and says whether this call did. */
    private static boolean end(Slot<?> slot, long generation) {
        refuseOthersIfConfined(slot, generation);
        if (slot.endSharedLease(generation)) {
            return true;
        }
        slot.pool.countStaleClose();
        return false;
    }

    /** Asks the home slot: a stand-in that came through a data race may not seem to be what it is. */
    private static void refuseOthersIfConfined(Slot<?> slot, long generation) {
        if (!Generation.isShared(generation) && slot.home.isLease(generation)) {
            refuseOthers(slot.home);
        }
    }

    private static void refuseOthers(Slot<?> slot) {
        if (!slot.isHeldBy(Thread.currentThread())) {
            throw slot.pool.refusals().confined(PoolView.holderName(slot.observedHolder()));
        }
    }

    /** Two readings of the ledger find the same lease, whichever object they see it through. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PoolLease<?> lease && lease.slot.home == slot.home && lease.generation == generation;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(slot.home) + Long.hashCode(generation);
    }

    @Override
    public String toString() {
        @Nullable Object holder = slot.observedHolder();
        return "lease of " + slot.pool.name() + (isOpen() ? " held by " + PoolView.holderName(holder) : ", stale");
    }
}
