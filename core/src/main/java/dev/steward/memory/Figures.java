package dev.steward.memory;

import dev.steward.resource.Holding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What observers ask a pool for. It reads slot by slot while leases come and go, so the sums are exact only when nothing
 * moves. Threadsafe.
 */
final class Figures {
    private static final String UNPOOLED = "unpooled";

    private final String name;
    private final Shelves shelves;
    private final Supply supply;
    private final LongSupplier ticker;
    private final ReentrantLock observing = new ReentrantLock();

    /** Sums over slots, in bytes but for the leases. */
    static final class Sums {
        long leases;
        long live;
        long requested;
        long allocated;

        /** Idle, in chunks of which nothing is leased. */
        long free;

        /** Idle, or given up, in chunks of which something is leased. */
        long stranded;

        void add(Sums other) {
            leases += other.leases;
            live += other.live;
            requested += other.requested;
            allocated += other.allocated;
            free += other.free;
            stranded += other.stranded;
        }
    }

    Figures(String name, Shelves shelves, Supply supply, LongSupplier ticker) {
        this.name = name;
        this.shelves = shelves;
        this.supply = supply;
        this.ticker = ticker;
    }

    Sums sums() {
        Sums all = new Sums();
        for (Shelf shelf : shelves.all()) {
            all.add(sums(shelf));
        }
        all.free += shelves.stuckBytes();
        for (Slot slot : supply.loose()) {
            all.live++;
            all.requested += slot.requested;
            all.allocated += slot.chunk.bytes();
        }
        all.leases += supply.looseLeases();
        return all;
    }

    private static Sums sums(Shelf shelf) {
        Sums sums = new Sums();
        sums.leases = shelf.leasesOfFreed();
        for (int i = 0; i < shelf.stripes(); i++) {
            @Nullable Rack rack = shelf.rackOf(i);
            if (rack != null) {
                for (Chunk chunk : rack.chunks()) {
                    add(sums, chunk, shelf.size);
                }
            }
        }
        return sums;
    }

    private static void add(Sums sums, Chunk chunk, int size) {
        int leased = 0;
        for (Slot slot : chunk.slots()) {
            sums.leases += slot.leases();
            if (!slot.isUnused() && !slot.isGone()) {
                leased++;
                sums.requested += slot.requested;
            }
        }
        long rest = (long) (chunk.slots().length - leased) * size;
        sums.live += leased;
        sums.allocated += (long) leased * size;
        if (leased == 0) {
            sums.free += rest;
        } else {
            sums.stranded += rest;
        }
    }

    List<BufferStatistics.Size> sizes() {
        List<BufferStatistics.Size> sizes = new ArrayList<>();
        for (Shelf shelf : shelves.all()) {
            Sums sums = sums(shelf);
            if (sums.leases > 0 || shelf.missed() > 0) {
                sizes.add(new BufferStatistics.Size(
                        shelf.size, sums.leases, shelf.missed(), sums.allocated, sums.free + sums.stranded));
            }
        }
        return sizes;
    }

    /** Each live lease; the age of one that is not sampled counts from the first look that saw it. */
    List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>();
        long now = ticker.getAsLong();
        observing.lock();
        try {
            shelves.forEachRack(rack -> {
                for (Slot slot : rack.slots()) {
                    add(holdings, slot, rack.shelf.size, now, "");
                }
            });
            for (Slot slot : supply.loose()) {
                add(holdings, slot, slot.chunk.bytes(), now, UNPOOLED);
            }
        } finally {
            observing.unlock();
        }
        return holdings;
    }

    private void add(List<Holding> holdings, Slot slot, long bytes, long now, String label) {
        long generation = slot.observedGeneration();
        if (Slot.isOpen(generation)) {
            holdings.add(holding(slot, generation, bytes, now, label));
        }
    }

    /** Of one lease that is open, or was just found lost. */
    Holding holding(Slot slot, long generation) {
        long now = ticker.getAsLong();
        observing.lock();
        try {
            return slot.rack.isLoose()
                    ? holding(slot, generation, slot.chunk.bytes(), now, UNPOOLED)
                    : holding(slot, generation, slot.rack.shelf.size, now, "");
        } finally {
            observing.unlock();
        }
    }

    private Holding holding(Slot slot, long generation, long bytes, long now, String label) {
        @Nullable Object holder = slot.observedHolder();
        @Nullable Sample sample = slot.sample;
        boolean known = sample != null && sample.generation == generation;
        long since = known && sample != null ? sample.sinceNanos : slot.seenSince(generation, now);
        return Holders.holding(
                name,
                bytes,
                holder,
                Duration.ofNanos(Math.max(0, now - since)),
                label,
                known && sample != null ? sample.trail.site() : null,
                new BufferLease(slot, generation, null));
    }
}
