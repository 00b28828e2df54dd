package dev.steward.memory;

import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one size class. Taking an idle buffer reads the hint of the thread's stripe, which names the slot that
 * this stripe used last, and does one compare-and-set there; only when that fails are the slots scanned. Hints are plain
 * integers: a torn or lost one cannot exist, an outdated one costs a scan. Threadsafe.
 */
final class Shelf {
    /** Integers between two hints, so that each has a pair of cache lines for itself. */
    private static final int HINT_STRIDE = 32;

    private static final int MOST_STRIPES = 64;
    private static final int STRIPES_PER_PROCESSOR = 4;

    private final int size;
    private final Slot[] slots;
    private final int[] hints;
    private final int stripeMask;
    private final ReentrantLock growing = new ReentrantLock();
    private final LongAdder created = new LongAdder();

    /** How many slots exist; raised after the slot is in its place, so an index below it is safe to read. */
    private volatile int populated;

    Shelf(int size, int capacity) {
        this.size = size;
        this.slots = new Slot[capacity];
        int wanted = Runtime.getRuntime().availableProcessors() * STRIPES_PER_PROCESSOR;
        int stripes = Math.min(MOST_STRIPES, Integer.highestOneBit(Math.max(1, 2 * wanted - 1)));
        this.stripeMask = stripes - 1;
        this.hints = new int[stripes * HINT_STRIDE];
    }

    int size() {
        return size;
    }

    Slot slot(int index) {
        return slots[index];
    }

    int populated() {
        return populated;
    }

    LongAdder created() {
        return created;
    }

    private int stripe() {
        long id = Thread.currentThread().getId() * 0x9E3779B97F4A7C15L;
        return (int) (id >>> 48) & stripeMask;
    }

    /** Leases an idle buffer, or gives null when there is none. */
    @Nullable
    BufferLease take(BufferPool pool, int requested) {
        if (populated == 0) {
            return null;
        }
        int hint = stripe() * HINT_STRIDE;
        Slot slot = slots[hints[hint]];
        long word = slot.wordOpaque();
        long leased = Slot.isIdle(word) ? slot.idleToLeased(word) : Slot.NONE;
        return leased == Slot.NONE ? scan(pool, requested, hint) : leased(pool, slot, leased, requested);
    }

    private @Nullable BufferLease scan(BufferPool pool, int requested, int hint) {
        int count = populated;
        int start = hints[hint];
        for (int i = 1; i <= count; i++) {
            int at = (start + i) % count;
            Slot slot = slots[at];
            long word = slot.wordOpaque();
            if (Slot.isIdle(word)) {
                long leased = slot.idleToLeased(word);
                if (leased != Slot.NONE) {
                    hints[hint] = at;
                    return leased(pool, slot, leased, requested);
                }
            }
        }
        return null;
    }

    private BufferLease leased(BufferPool pool, Slot slot, long leased, int requested) {
        Chunk chunk = slot.chunk;
        if (chunk == null) {
            throw new IllegalStateException("an idle slot without a buffer");
        }
        slot.holder = Thread.currentThread();
        slot.requested = requested;
        return new BufferLease(pool, this, slot, leased, chunk.fresh(requested));
    }

    /** A busy slot for a new buffer, or null when all places are taken. */
    @Nullable
    Slot reserve() {
        int count = populated;
        for (int i = 0; i < count; i++) {
            Slot slot = slots[i];
            long word = slot.wordOpaque();
            if (Slot.isEmpty(word) && slot.emptyToBusy(word)) {
                return slot;
            }
        }
        growing.lock();
        try {
            int next = populated;
            if (next == slots.length) {
                return null;
            }
            Slot slot = new Slot();
            slot.emptyToBusy(slot.wordOpaque());
            slots[next] = slot;
            populated = next + 1;
            return slot;
        } finally {
            growing.unlock();
        }
    }

    /** Puts a new buffer into a reserved slot; the caller holds it. */
    BufferLease fill(BufferPool pool, Slot busy, Chunk chunk, int requested) {
        busy.chunk = chunk;
        busy.holder = Thread.currentThread();
        busy.requested = requested;
        created.increment();
        return new BufferLease(pool, this, busy, busy.busyToLeased(), chunk.fresh(requested));
    }
}
