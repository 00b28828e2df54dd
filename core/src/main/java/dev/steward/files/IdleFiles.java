package dev.steward.files;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Channels that nobody holds, in the order in which they became idle. It only keeps them: whoever takes one out closes
 * it or leases it, outside the lock. Threadsafe.
 */
final class IdleFiles {
    private record Entry(OpenFile file, long since) {}

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Set<Entry> oldestFirst = new LinkedHashSet<>();

    IdleFiles(int capacity) {
        this.capacity = capacity;
    }

    /** Keeps a channel, and gives back those that have to go for it. */
    List<OpenFile> put(OpenFile file, long now) {
        lock.lock();
        try {
            oldestFirst.add(new Entry(file, now));
            return takeOldest(Math.max(0, oldestFirst.size() - capacity));
        } finally {
            lock.unlock();
        }
    }

    /** A channel of this path, if there is one. */
    Optional<OpenFile> take(Path path) {
        lock.lock();
        try {
            for (Entry entry : oldestFirst) {
                if (entry.file.path().equals(path)) {
                    oldestFirst.remove(entry);
                    return Optional.of(entry.file);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    List<OpenFile> takeOldest(long count) {
        lock.lock();
        try {
            List<OpenFile> taken = new ArrayList<>();
            Iterator<Entry> all = oldestFirst.iterator();
            while (taken.size() < count && all.hasNext()) {
                taken.add(all.next().file);
                all.remove();
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
