package dev.steward.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers what went for want of room, as long as twice the room would have kept it, and counts who asks for it again:
 * the misses that a larger cache would not have had. Hits cost nothing here.
 *
 * <p>Of a large cache only a share of the keys is remembered, chosen by their hashes, and what is counted is scaled up by
 * that share (the spatial sampling of SHARDS, Waldspurger et al., FAST 2015). So it takes a fixed amount of memory: for
 * {@link #MOST} keys, no more than 400 KiB. Threadsafe: all of it is guarded by the lock, but for what is volatile.
 */
final class Ghosts {
    static final int MOST = 4_096;

    private final long room;
    private final ReentrantLock lock = new ReentrantLock();

    /** The weights of what went, by hash, in the order in which it went. */
    private final Map<Integer, Integer> gone = new LinkedHashMap<>();

    private long weight;

    /** One key in so many is remembered: a power of two, whose bits below are zero in the hashes of those that are. */
    private volatile int oneIn = 1;

    private volatile long met;

    /** For a cache that may hold so many bytes. */
    Ghosts(long room) {
        this.room = room;
    }

    /** A value went for want of room. */
    void left(Object key, int weighing) {
        int hash = spread(key);
        if (!isSampled(hash)) {
            return;
        }
        lock.lock();
        try {
            forget(hash);
            gone.put(hash, weighing);
            weight += weighing;
            while (gone.size() > MOST) {
                thin();
            }
            dropOldest();
        } finally {
            lock.unlock();
        }
    }

    /** A value was asked for that is not there. */
    void missed(Object key) {
        int hash = spread(key);
        if (!isSampled(hash)) {
            return;
        }
        lock.lock();
        try {
            if (forget(hash)) {
                long before = met;
                met = before + oneIn;
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many misses there were that twice the room would have spared; an estimate where not every key is remembered. */
    long met() {
        return met;
    }

    private boolean isSampled(int hash) {
        return (hash & (oneIn - 1)) == 0;
    }

    private boolean forget(int hash) {
        Integer known = gone.remove(hash);
        weight -= known == null ? 0 : known;
        return known != null;
    }

    /** Remembers half as many keys from now on. */
    private void thin() {
        int doubled = 2 * oneIn;
        oneIn = doubled;
        for (Iterator<Map.Entry<Integer, Integer>> all = gone.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Integer, Integer> entry = all.next();
            if (!isSampled(entry.getKey())) {
                weight -= entry.getValue();
                all.remove();
            }
        }
    }

    private void dropOldest() {
        Iterator<Integer> weights = gone.values().iterator();
        while (weight > room / oneIn && weights.hasNext()) {
            weight -= weights.next();
            weights.remove();
        }
    }

    /** Keys count up, as often as not: every bit of the result depends on every bit of theirs (murmur3's finalizer). */
    private static int spread(Object key) {
        int hash = key.hashCode();
        hash ^= hash >>> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >>> 13;
        hash *= 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}
