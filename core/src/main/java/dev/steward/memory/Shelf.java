package dev.steward.memory;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The racks of one size, one for each stripe of threads that ever asked for it. Threadsafe. */
final class Shelf {
    /** A chunk has no more bytes than this, unless a single buffer has. */
    private static final int CHUNK_BYTES = 128 << 10;

    private static final int MOST_IN_CHUNK = 64;

    final int index;
    final int size;
    private final int capacity;
    private final AtomicReferenceArray<@Nullable Rack> racks;
    private final AtomicInteger places = new AtomicInteger();
    private final ReentrantLock changing = new ReentrantLock();
    private final LongAdder missed = new LongAdder();
    private final LongAdder leasesOfFreed = new LongAdder();

    Shelf(int index, int size, int capacity, int stripes) {
        this.index = index;
        this.size = size;
        this.capacity = capacity;
        this.racks = new AtomicReferenceArray<>(stripes);
    }

    /** The stripe's rack, made if it is not there yet. */
    Rack rack(BufferPool pool, Line line, int stripe) {
        Rack there = racks.get(stripe);
        if (there != null) {
            return there;
        }
        changing.lock();
        try {
            Rack made = racks.get(stripe);
            if (made == null) {
                made = new Rack(pool, line, this, stripe);
                racks.set(stripe, made);
            }
            return made;
        } finally {
            changing.unlock();
        }
    }

    int stripes() {
        return racks.length();
    }

    @Nullable
    Rack rackOf(int stripe) {
        return racks.get(stripe);
    }

    /**
     * Admits slots for a new chunk of the rack: as many as it has already, so that the memory held stays in proportion to
     * what is used, and the system is asked ever more rarely.
     *
     * @return how many; 0 when all places are taken
     */
    int admitFor(Rack rack) {
        int wanted =
                Math.min(Math.max(1, rack.slots().length), Math.min(MOST_IN_CHUNK, Math.max(1, CHUNK_BYTES / size)));
        int seen = places.get();
        while (seen < capacity) {
            int admitted = Math.min(wanted, capacity - seen);
            if (places.compareAndSet(seen, seen + admitted)) {
                return admitted;
            }
            seen = places.get();
        }
        return 0;
    }

    boolean admitOne() {
        int seen = places.get();
        while (seen < capacity) {
            if (places.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = places.get();
        }
        return false;
    }

    boolean hasPlace() {
        return places.get() < capacity;
    }

    void dismiss(int count) {
        places.addAndGet(-count);
    }

    /** Takes an idle slot of any stripe. */
    @Nullable
    Slot scanAll() {
        for (int i = 0; i < racks.length(); i++) {
            Rack rack = racks.get(i);
            Slot slot = rack == null ? null : rack.takeAny();
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }

    /** Puts a new chunk in; its first slot is the caller's. */
    Slot put(Chunk chunk) {
        chunk.first().beLeased();
        changing.lock();
        try {
            chunk.rack.add(chunk);
        } finally {
            changing.unlock();
        }
        return chunk.first();
    }

    /** Takes out a chunk whose slots were withdrawn. */
    void remove(Chunk chunk) {
        changing.lock();
        try {
            leasesOfFreed.add(chunk.leases());
            chunk.rack.remove(chunk);
        } finally {
            changing.unlock();
        }
        dismiss(chunk.slots().length);
    }

    /** A lease of this size needed memory from the system. */
    void noteMiss() {
        missed.increment();
    }

    long missed() {
        return missed.sum();
    }

    long leasesOfFreed() {
        return leasesOfFreed.sum();
    }
}
