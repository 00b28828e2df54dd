package dev.steward.files;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Channels that nobody holds, in the order in which they became idle. It only keeps them: whoever takes one out closes
 * it or leases it, outside the lock. Threadsafe.
 */
final class IdleFiles {
    /** Compared by identity: a path may be open several times. */
    private static final class Entry {
        final OpenFile file;
        final long since;

        Entry(OpenFile file, long since) {
            this.file = file;
            this.since = since;
        }
    }

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Set<Entry> oldestFirst = new LinkedHashSet<>();

    @GuardedBy("lock")
    private final Map<Path, Deque<Entry>> byPath = new HashMap<>();

    IdleFiles(int capacity) {
        this.capacity = capacity;
    }

    /** Keeps a channel, and gives back those that have to go for it. */
    List<OpenFile> put(OpenFile file, long now) {
        lock.lock();
        try {
            Entry entry = new Entry(file, now);
            oldestFirst.add(entry);
            byPath.computeIfAbsent(file.path(), path -> new ArrayDeque<>()).addLast(entry);
            return takeOldest(Math.max(0, oldestFirst.size() - capacity));
        } finally {
            lock.unlock();
        }
    }

    /** A channel of this path, if there is one. */
    Optional<OpenFile> take(Path path) {
        lock.lock();
        try {
            Deque<Entry> entries = byPath.get(path);
            if (entries == null) {
                return Optional.empty();
            }
            Entry entry = entries.getFirst();
            oldestFirst.remove(entry);
            forget(entry);
            return Optional.of(entry.file);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void forget(Entry entry) {
        byPath.computeIfPresent(entry.file.path(), (path, entries) -> {
            entries.remove(entry);
            return entries.isEmpty() ? null : entries;
        });
    }

    List<OpenFile> takeOldest(long count) {
        lock.lock();
        try {
            List<OpenFile> taken = new ArrayList<>();
            Iterator<Entry> all = oldestFirst.iterator();
            while (taken.size() < count && all.hasNext()) {
                Entry entry = all.next();
                taken.add(entry.file);
                all.remove();
                forget(entry);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Those that became idle at this time or before. */
    List<OpenFile> takeIdleSince(long time) {
        lock.lock();
        try {
            int count = 0;
            for (Entry entry : oldestFirst) {
                if (entry.since - time > 0) {
                    break;
                }
                count++;
            }
            return takeOldest(count);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return oldestFirst.size();
        } finally {
            lock.unlock();
        }
    }
}
