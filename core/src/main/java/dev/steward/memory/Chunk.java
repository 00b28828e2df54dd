package dev.steward.memory;

import dev.steward.platform.DirectMemory;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Memory taken from the system at once, and carved into the buffers of some slots of one size. It goes back to the system
 * as a whole, when no slot is leased. Threadsafe.
 */
final class Chunk {
    final Rack rack;
    private final Slot[] slots;
    private final int size;
    private final @Nullable DirectMemory direct;

    /** Whether somebody may still use the memory, so that it must not be taken from under him. */
    private volatile boolean abandoned;

    // Of one observer at a time.
    private long seenLeases = -1;
    private long seenNanos;

    private Chunk(Rack rack, int count, int size, @Nullable DirectMemory direct) {
        this.rack = rack;
        this.size = size;
        this.direct = direct;
        this.slots = new Slot[count];
        for (int i = 0; i < count; i++) {
            // On the heap each has an array of its own, which begins where the buffer does.
            ByteBuffer buffer =
                    direct == null ? ByteBuffer.allocate(size) : direct.buffer().slice(i * size, size);
            slots[i] = new Slot(rack, this, buffer);
        }
    }

    /**
     * Takes memory from the system.
     *
     * @throws OutOfMemoryError if there is none
     */
    static Chunk allocate(Rack rack, int count, int size, boolean direct) {
        return new Chunk(rack, count, size, direct ? DirectMemory.allocate(Math.multiplyExact(count, size)) : null);
    }

    Slot[] slots() {
        return slots;
    }

    Slot first() {
        return slots[0];
    }

    long bytes() {
        return (long) slots.length * size;
    }

    /** From now on somebody may use the memory for ever. */
    void abandon() {
        abandoned = true;
    }

    /** Whether no slot is leased, as far as that can be said without stopping anybody. */
    boolean isUnused() {
        for (Slot slot : slots) {
            if (!slot.isUnused() && !slot.isGone()) {
                return false;
            }
        }
        return true;
    }

    /** How many leases its slots ever gave. */
    long leases() {
        long sum = 0;
        for (Slot slot : slots) {
            sum += slot.leases();
        }
        return sum;
    }

    /** For how long observers have found it unused, and without a lease between two looks. One observer at a time. */
    long unusedNanos(long now) {
        long leases = leases();
        if (!isUnused() || leases != seenLeases) {
            seenLeases = leases;
            seenNanos = now;
        }
        return now - seenNanos;
    }

    /** Withdraws all slots if none is leased; whoever does so frees the chunk. One caller at a time. */
    boolean retire() {
        if (!isUnused()) {
            return false;
        }
        for (int i = 0; i < slots.length; i++) {
            if (!slots[i].unusedToBusy() && !slots[i].isGone()) {
                for (int taken = 0; taken < i; taken++) {
                    slots[taken].busyToUnused();
                }
                return false;
            }
        }
        for (Slot slot : slots) {
            slot.busyToGone();
        }
        return true;
    }

    /**
     * Gives the memory back, or leaves it to the collector where somebody may still use it.
     *
     * @throws IllegalStateException if an input or output operation uses it at this moment
     */
    void free() {
        if (direct != null && abandoned) {
            direct.abandon();
        } else if (direct != null) {
            direct.free();
        }
    }
}
