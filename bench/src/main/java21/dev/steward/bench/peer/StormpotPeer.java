package dev.steward.bench.peer;

import java.util.concurrent.TimeUnit;
import stormpot.Allocator;
import stormpot.BasePoolable;
import stormpot.Expiration;
import stormpot.Pool;
import stormpot.PoolTap;
import stormpot.Slot;
import stormpot.Timeout;

/**
 * Stormpot through one of its taps, with leak detection and expiration switched off. Its release is a plain store that
 * two threads must not do at once, so it compares to a confined lease.
 */
final class StormpotPeer implements Peer<StormpotPeer.Entry> {
    private static final Timeout PATIENCE = new Timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);

    private final Pool<Entry> pool;
    private final PoolTap<Entry> tap;

    StormpotPeer(int slots, boolean virtual) {
        pool = Pool.fromThreaded(new Entries())
                .setSize(slots)
                .setExpiration(Expiration.never())
                .setBackgroundExpirationEnabled(false)
                .setPreciseLeakDetectionEnabled(false)
                .build();
        tap = virtual ? pool.getVirtualThreadSafeTap() : pool.getThreadSafeTap();
    }

    @Override
    public Entry acquire() throws InterruptedException {
        Entry entry = tap.claim(PATIENCE);
        if (entry == null) {
            throw Peer.timedOut("stormpot");
        }
        return entry;
    }

    @Override
    public Item item(Entry hold) {
        return hold.item;
    }

    @Override
    public void release(Entry hold) {
        hold.release();
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    /** Never written to, so it needs no room around it; Stormpot pads its slots itself. */
    static final class Entry extends BasePoolable {
        final Item item = new Item();

        Entry(Slot slot) {
            super(slot);
        }
    }

    private static final class Entries implements Allocator<Entry> {
        @Override
        public Entry allocate(Slot slot) {
            return new Entry(slot);
        }

        @Override
        public void deallocate(Entry entry) {}
    }
}
