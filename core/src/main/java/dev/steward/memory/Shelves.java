package dev.steward.memory;

import dev.steward.resource.Budget;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All shelves of one pool, and what concerns them together: giving idle buffers back, and the sums that observers ask
 * for. The sums read slot by slot while leases come and go, so they are exact only when nothing moves. Threadsafe.
 */
final class Shelves {
    /** Figures over all slots. */
    record Sums(long leases, long live, long requested, long allocated, long idle) {}

    private final SizeClasses sizes;
    private final Shelf[] shelves;
    private final Budget budget;
    private final LongAdder freed = new LongAdder();
    private final ReentrantLock observing = new ReentrantLock();

    Shelves(SizeClasses sizes, int slotsPerSize, Budget budget) {
        this.sizes = sizes;
        this.budget = budget;
        this.shelves = new Shelf[sizes.count()];
        for (int i = 0; i < shelves.length; i++) {
            shelves[i] = new Shelf(sizes.size(i), slotsPerSize);
        }
    }

    /** The shelf for so many bytes, or null when they are more than the largest size. */
    @Nullable
    Shelf shelfFor(int bytes) {
        int index = sizes.indexOf(bytes);
        return index < shelves.length ? shelves[index] : null;
    }

    /** Frees idle buffers, the largest first, until so many bytes are free again or none is idle. */
    long freeIdle(long wanted) {
        long sum = 0;
        for (int i = shelves.length - 1; i >= 0 && sum < wanted; i--) {
            Shelf shelf = shelves[i];
            for (int s = shelf.populated() - 1; s >= 0 && sum < wanted; s--) {
                Slot slot = shelf.slot(s);
                long word = slot.wordOpaque();
                if (Slot.isIdle(word) && slot.idleToBusy(word)) {
                    free(shelf, slot);
                    sum += shelf.size();
                }
            }
        }
        return sum;
    }

    /** Frees the buffers that every observation of the last {@code idleNanos} found idle and unused. */
    void freeUnused(long now, long idleNanos) {
        if (!observing.tryLock()) {
            return;
        }
        try {
            for (Shelf shelf : shelves) {
                for (int s = shelf.populated() - 1; s >= 0; s--) {
                    Slot slot = shelf.slot(s);
                    long word = slot.word;
                    boolean unused = Slot.isIdle(word) && now - slot.seenSince(word, now) >= idleNanos;
                    if (unused && slot.idleToBusy(word)) {
                        free(shelf, slot);
                    }
                }
            }
        } finally {
            observing.unlock();
        }
    }

    /** Frees the buffer of a slot that the caller made busy. The budget gets its bytes back after they are free. */
    void free(Shelf shelf, Slot busy) {
        Chunk chunk = busy.chunk;
        freed.increment();
        try {
            if (chunk != null) {
                chunk.free();
            }
        } finally {
            budget.release(shelf.size());
            busy.busyToEmpty();
        }
    }

    /** Takes back what is leased, although its holders may still use it. */
    void takeBackAll(List<Throwable> failures) {
        for (Shelf shelf : shelves) {
            for (int s = 0; s < shelf.populated(); s++) {
                Slot slot = shelf.slot(s);
                long word = slot.word;
                while (Slot.isLeased(word) && !slot.leasedToBusy(word)) {
                    word = slot.word;
                }
                if (Slot.isLeased(word)) {
                    abandon(shelf, slot, failures);
                }
            }
        }
    }

    private void abandon(Shelf shelf, Slot busy, List<Throwable> failures) {
        Chunk chunk = busy.chunk;
        freed.increment();
        try {
            if (chunk != null) {
                chunk.abandon();
            }
        } catch (IllegalStateException inUse) {
            failures.add(inUse);
        } finally {
            budget.release(shelf.size());
            busy.busyToEmpty();
        }
    }

    Sums sums() {
        long leases = 0;
        long live = 0;
        long requested = 0;
        long allocated = 0;
        long idle = 0;
        for (Shelf shelf : shelves) {
            for (int s = 0; s < shelf.populated(); s++) {
                Slot slot = shelf.slot(s);
                long word = slot.word;
                leases += slot.leases();
                if (Slot.isLeased(word)) {
                    live++;
                    requested += slot.requested;
                    allocated += shelf.size();
                } else if (Slot.isIdle(word)) {
                    idle += shelf.size();
                }
            }
        }
        return new Sums(leases, live, requested, allocated, idle);
    }

    /** Adds a holding for each leased slot; ages count from the first observation that saw the lease. */
    void addHoldings(String owner, long now, List<Holding> holdings) {
        observing.lock();
        try {
            for (Shelf shelf : shelves) {
                for (int s = 0; s < shelf.populated(); s++) {
                    Slot slot = shelf.slot(s);
                    long word = slot.word;
                    Object holder = slot.holder;
                    if (Slot.isLeased(word) && holder != null) {
                        Duration age = Duration.ofNanos(Math.max(0, now - slot.seenSince(word, now)));
                        holdings.add(holding(owner, shelf.size(), holder, age));
                    }
                }
            }
        } finally {
            observing.unlock();
        }
    }

    private static Holding holding(String owner, int size, Object holder, Duration age) {
        if (!(holder instanceof Thread thread)) {
            return new Holding(owner, Kind.MEMORY, size, holder.toString(), null, age, "");
        }
        String name = thread.getName().isEmpty() ? "thread " + thread.getId() : thread.getName();
        return new Holding(owner, Kind.MEMORY, size, name, thread, age, "");
    }

    long created() {
        long sum = 0;
        for (Shelf shelf : shelves) {
            sum += shelf.created().sum();
        }
        return sum;
    }

    long freed() {
        return freed.sum();
    }
}
