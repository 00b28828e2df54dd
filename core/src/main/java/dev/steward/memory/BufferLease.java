package dev.steward.memory;

import dev.steward.resource.Lease;
import dev.steward.resource.StaleLeaseException;
import java.nio.ByteBuffer;

/** A shared lease on a pooled buffer: open as long as its slot shows its word. Threadsafe. */
final class BufferLease implements Lease<ByteBuffer> {
    private final BufferPool pool;
    private final Shelf shelf;
    private final Slot slot;
    private final long word;
    private final ByteBuffer buffer;

    BufferLease(BufferPool pool, Shelf shelf, Slot slot, long word, ByteBuffer buffer) {
        this.pool = pool;
        this.shelf = shelf;
        this.slot = slot;
        this.word = word;
        this.buffer = buffer;
    }

    @Override
    public ByteBuffer get() {
        if (!isOpen()) {
            throw stale();
        }
        return buffer;
    }

    @Override
    public boolean isOpen() {
        return slot.word == word;
    }

    @Override
    public Lease<ByteBuffer> handOver(String holder) {
        if (holder.isBlank()) {
            throw new IllegalArgumentException("a lease is handed over to a name that is not blank");
        }
        long heir = slot.leasedToHeir(word);
        if (heir == Slot.NONE) {
            throw stale();
        }
        slot.holder = holder;
        slot.handOvers++;
        return new BufferLease(pool, shelf, slot, heir, buffer);
    }

    @Override
    public void invalidate() {
        if (slot.leasedToBusy(word)) {
            pool.discard(shelf, slot);
        } else {
            pool.staleClose();
        }
    }

    @Override
    public void close() {
        if (slot.leasedToIdle(word)) {
            pool.cameBack();
        } else {
            pool.staleClose();
        }
    }

    private StaleLeaseException stale() {
        return new StaleLeaseException(
                pool.name(),
                pool.name() + ": this lease was closed, invalidated or handed over, and its buffer may be somebody"
                        + " else's by now; next: keep the lease, not the buffer, and acquire a new one",
                null);
    }
}
