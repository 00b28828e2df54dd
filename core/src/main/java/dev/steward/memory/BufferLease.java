package dev.steward.memory;

import dev.steward.platform.Threads;
import dev.steward.resource.Lease;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A shared lease on one slot for one generation. Small and final, so that it need not be allocated when it does not
 * escape the method that acquires and closes it; all it calls with slow paths is static for the same reason.
 *
 * <p>A sampled lease is found lost once its token is collected. Whoever ends one keeps the token until it has ended it:
 * after the last read of its fields the lease itself may be collected, while its method still runs. The fence is on the way
 * of sampled leases alone, and no instruction.
 *
 * @see Slot
 */
final class BufferLease implements Lease<ByteBuffer> {
    final Slot slot;
    private final long generation;

    /** What is reachable as long as somebody can close this; of sampled leases. */
    private final @Nullable Object token;

    BufferLease(Slot slot, long generation, @Nullable Object token) {
        this.slot = slot;
        this.generation = generation;
        this.token = token;
    }

    @Override
    public ByteBuffer get() {
        ByteBuffer buffer = Slot.isSpecial(generation) ? Watch.viewOf(slot) : slot.buffer;
        if (!slot.isLease(generation)) {
            throw slot.rack.pool.stale();
        }
        return buffer;
    }

    @Override
    public boolean isOpen() {
        return slot.observedGeneration() == generation;
    }

    @Override
    public Lease<ByteBuffer> handOver(String holder) {
        if (holder.isBlank()) {
            throw new IllegalArgumentException(
                    slot.rack.pool.name() + ": a lease is handed over to a named holder, so that the ledger can say"
                            + " who has it; the name was blank");
        }
        return handOverTo(slot, generation, token, holder);
    }

    @Override
    public Lease<ByteBuffer> handOver(Thread holder) {
        Threads.requireAlive(slot.rack.pool.name(), holder);
        return handOverTo(slot, generation, token, holder);
    }

    /** The heir keeps the token. */
    private static Lease<ByteBuffer> handOverTo(Slot slot, long generation, @Nullable Object token, Object holder) {
        long next = slot.handOver(generation, holder);
        if (next == 0) {
            throw slot.rack.pool.stale();
        }
        Watch.handedOver(slot, next);
        return new BufferLease(slot, next, token);
    }

    @Override
    public void invalidate() {
        if (slot.end(generation)) {
            try {
                slot.rack.pool.returns().discard(slot);
            } finally {
                Reference.reachabilityFence(token);
            }
        } else {
            slot.rack.pool.countStaleClose();
        }
    }

    @Override
    public void close() {
        if (slot.end(generation)) {
            if (Slot.isSpecial(generation)) {
                releaseSpecial(slot, token);
            } else {
                slot.rack.release(slot);
            }
        } else {
            slot.rack.pool.countStaleClose();
        }
    }

    /** That the token is asked for here keeps it reachable before, while the lease is ended. */
    private static void releaseSpecial(Slot slot, @Nullable Object token) {
        try {
            slot.rack.pool.returns().putBack(slot);
        } finally {
            Reference.reachabilityFence(token);
        }
    }

    /** Two readings of the ledger find the same lease, whichever object they see it through. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BufferLease lease && lease.slot == slot && lease.generation == generation;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(slot) + Long.hashCode(generation);
    }

    @Override
    public String toString() {
        return "lease of a buffer of " + slot.rack.pool.name() + (isOpen() ? "" : ", stale");
    }
}
