package dev.steward.memory;

import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.CreationFailedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Where buffers come from when the quick way gives none: from the slots of this stripe, a new chunk, the slots of other
 * stripes, or the room that unused chunks of other sizes leave; in this order, because memory that lies elsewhere is
 * cheaper to find than the cache lines that two threads fight for. What has no place in a size comes from the system and
 * goes back there: such a buffer is <em>loose</em>. Threadsafe.
 */
final class Supply {
    private final BufferPool pool;
    private final Line line;
    private final Shelves shelves;
    private final SizeClasses sizes;
    private final Budget budget;
    private final Budget above;
    private final boolean direct;
    private final Set<Slot> loose = ConcurrentHashMap.newKeySet();
    private final LongAdder looseLeases = new LongAdder();
    private final LongAdder looseReturns = new LongAdder();
    private final LongAdder created = new LongAdder();

    Supply(BufferPool pool, Line line, Shelves shelves, Budget budget, Budget above, boolean direct) {
        this.pool = pool;
        this.line = line;
        this.shelves = shelves;
        this.sizes = shelves.sizes();
        this.budget = budget;
        this.above = above;
        this.direct = direct;
    }

    /** A slot without memory that is never idle, of a rack that is always empty. */
    Slot nobody() {
        Rack empty = new Rack(pool, line, new Shelf(sizes.count(), 0, 0, 1), -1);
        Slot slot = Chunk.allocate(empty, 1, 0, false).first();
        slot.leasedToGone();
        return slot;
    }

    /** An idle slot or a new one, moved to leased; null when the budget has no room. */
    @Nullable
    Slot attempt(Thread thread, int bytes) {
        int index = sizes.indexOf(bytes);
        for (int i = index; i < sizes.count(); i++) {
            Shelf shelf = shelves.shelf(i);
            Rack rack = shelf.rack(pool, line, Rack.stripe(thread, shelves.stripeMask()));
            @Nullable Slot slot = fromRack(shelf, rack);
            if (slot != null) {
                return slot;
            }
            if (!sizes.fallThrough()) {
                break;
            }
        }
        return hasPlace(index) ? null : attemptLoose(index, bytes);
    }

    /** Whether the request was refused by the budget, not by the number of places. */
    private boolean hasPlace(int index) {
        for (int i = index; i < sizes.count(); i++) {
            if (shelves.shelf(i).hasPlace()) {
                return true;
            }
            if (!sizes.fallThrough()) {
                return false;
            }
        }
        return false;
    }

    private @Nullable Slot fromRack(Shelf shelf, Rack rack) {
        @Nullable Slot slot = rack.take();
        if (slot != null) {
            return slot;
        }
        int admitted = shelf.admitFor(rack);
        int count = reserved(admitted, shelf.size);
        shelf.dismiss(admitted - Math.max(count, 0));
        if (count > 0) {
            return create(shelf, rack, count);
        }
        slot = shelf.scanAll();
        if (slot != null || admitted == 0 || !makeRoom(shelf.size)) {
            return slot;
        }
        if (shelf.admitOne()) {
            return create(shelf, rack, 1);
        }
        budget.release(shelf.size);
        return null;
    }

    /** Reserves memory for so many buffers, or half as many, or a quarter; says for how many. */
    private int reserved(int admitted, int size) {
        for (int count = admitted; count > 0; count /= 2) {
            if (budget.tryReserve((long) count * size)) {
                return count;
            }
        }
        return 0;
    }

    /** Reserves so many bytes, once unused chunks are freed if need be. */
    private boolean makeRoom(long bytes) {
        while (!budget.tryReserve(bytes)) {
            if (!canEverFit(bytes) || shelves.freeUnused(bytes) == 0) {
                return false;
            }
        }
        return true;
    }

    boolean canEverFit(long bytes) {
        return bytes <= budget.limit() && bytes <= above.limit();
    }

    /** What a request takes of the budget at least. */
    long charge(int bytes) {
        int index = sizes.indexOf(bytes);
        return index < sizes.count() && shelves.shelf(index).hasPlace() ? sizes.size(index) : bytes;
    }

    private Slot create(Shelf shelf, Rack rack, int count) {
        long bytes = (long) count * shelf.size;
        Chunk chunk;
        try {
            chunk = allocate(rack, count, shelf.size);
        } catch (Throwable e) {
            budget.release(bytes);
            shelf.dismiss(count);
            throw e;
        }
        created.increment();
        shelf.noteMiss();
        return shelf.put(chunk);
    }

    private @Nullable Slot attemptLoose(int index, int bytes) {
        return makeRoom(bytes) ? createLoose(index, bytes) : null;
    }

    /** Makes what the caller has reserved {@link #charge} for. */
    Slot createReserved(Thread thread, int bytes, long charge) {
        int index = sizes.indexOf(bytes);
        if (index < sizes.count() && charge == sizes.size(index)) {
            Shelf shelf = shelves.shelf(index);
            if (shelf.admitOne()) {
                return create(shelf, shelf.rack(pool, line, Rack.stripe(thread, shelves.stripeMask())), 1);
            }
        }
        budget.release(charge - bytes);
        return createLoose(index, bytes);
    }

    private Slot createLoose(int index, int bytes) {
        if (index < sizes.count()) {
            shelves.shelf(index).noteMiss();
        }
        Slot slot;
        try {
            slot = allocate(new Rack(pool, line, new Shelf(index, bytes, 1, 1), -1), 1, bytes)
                    .first();
        } catch (Throwable e) {
            budget.release(bytes);
            throw e;
        }
        slot.beLeased();
        slot.makeSpecial();
        loose.add(slot);
        looseLeases.increment();
        return slot;
    }

    private Chunk allocate(Rack rack, int count, int size) {
        try {
            return Chunk.allocate(rack, count, size, direct);
        } catch (OutOfMemoryError full) {
            shelves.freeUnused(Long.MAX_VALUE);
        }
        try {
            return Chunk.allocate(rack, count, size, direct);
        } catch (OutOfMemoryError full) {
            throw new CreationFailedException(
                    pool.name(),
                    pool.name() + ": the budget has room for " + Bytes.format((long) count * size) + " (" + budget
                            + "), but the virtual machine has no more memory; next: lower the budget, or raise "
                            + (direct ? "-XX:MaxDirectMemorySize" : "-Xmx"),
                    full);
        }
    }

    /** A loose slot whose lease has ended: its memory goes at once. */
    void free(Slot slot) {
        loose.remove(slot);
        looseReturns.increment();
        slot.leasedToGone();
        shelves.free(slot.chunk);
    }

    Set<Slot> loose() {
        return loose;
    }

    long looseLeases() {
        return looseLeases.sum();
    }

    long looseReturns() {
        return looseReturns.sum();
    }

    long created() {
        return created.sum();
    }
}
