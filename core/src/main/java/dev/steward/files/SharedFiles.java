package dev.steward.files;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The files that are open for views: one for each path, counted by its readers, and in the order in which the last reader
 * left where there are none. It opens, checks and closes nothing; whoever gets a file from {@link #evict} or
 * {@link #leave} discards it, outside the lock. Threadsafe.
 */
final class SharedFiles {
    private final int capacity;
    private final int mappedCapacity;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<Path, SharedFile> open = new HashMap<>();

    @GuardedBy("lock")
    private final Set<SharedFile> idleChannels = new LinkedHashSet<>();

    @GuardedBy("lock")
    private final Set<SharedFile> idleMappings = new LinkedHashSet<>();

    /** Readers beyond the first of each file that has a descriptor. */
    @GuardedBy("lock")
    private long surplusReaders;

    SharedFiles(int capacity, int mappedCapacity) {
        this.capacity = capacity;
        this.mappedCapacity = mappedCapacity;
    }

    /** The file of this path with one more reader, if it is open. */
    @Nullable
    SharedFile join(Path path) {
        lock.lock();
        try {
            SharedFile file = open.get(path);
            if (file != null) {
                join(file);
            }
            return file;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void join(SharedFile file) {
        if (file.readers++ == 0) {
            idle(file).remove(file);
        } else if (file.view.holdsDescriptor()) {
            surplusReaders++;
        }
    }

    @GuardedBy("lock")
    private Set<SharedFile> idle(SharedFile file) {
        return file.view.holdsDescriptor() ? idleChannels : idleMappings;
    }

    /** Enters a file with its first reader, unless another was quicker: then that one, joined. */
    SharedFile enter(Path path, SharedFile opened) {
        lock.lock();
        try {
            SharedFile there = open.putIfAbsent(path, opened);
            if (there == null) {
                return opened;
            }
            join(there);
            return there;
        } finally {
            lock.unlock();
        }
    }

    void checked(SharedFile file, long now) {
        lock.lock();
        try {
            file.checkedNanos = now;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody joins it any more; its last reader discards it. */
    void outdate(SharedFile file) {
        lock.lock();
        try {
            file.outdated = true;
            open.remove(file.view.path(), file);
        } finally {
            lock.unlock();
        }
    }

    void outdate(Path path) {
        lock.lock();
        try {
            SharedFile file = open.remove(path);
            if (file != null) {
                file.outdated = true;
                idle(file).remove(file);
            }
        } finally {
            lock.unlock();
        }
    }

    /** One reader fewer. Returns what has to be discarded for it. */
    List<SharedFile> leave(SharedFile file, long now) {
        lock.lock();
        try {
            if (--file.readers > 0) {
                surplusReaders -= file.view.holdsDescriptor() ? 1 : 0;
                return List.of();
            }
            if (file.outdated) {
                return List.of(file);
            }
            file.idleSince = now;
            Set<SharedFile> idle = idle(file);
            idle.add(file);
            int excess = idle.size() - (file.view.holdsDescriptor() ? capacity : mappedCapacity);
            return excess > 0 ? take(idle, excess) : List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Those that nobody has read for longest, with a descriptor each. */
    List<SharedFile> evict(long descriptors) {
        lock.lock();
        try {
            return take(idleChannels, descriptors);
        } finally {
            lock.unlock();
        }
    }

    /** Those that nobody has read since then, and all mappings too if {@code all}. */
    List<SharedFile> evictIdleSince(long time, boolean all) {
        lock.lock();
        try {
            List<SharedFile> old = new ArrayList<>();
            for (Set<SharedFile> idle : List.of(idleChannels, idleMappings)) {
                int count = 0;
                for (SharedFile file : idle) {
                    if (!all && file.idleSince - time > 0) {
                        break;
                    }
                    count++;
                }
                old.addAll(take(idle, count));
            }
            return old;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private List<SharedFile> take(Set<SharedFile> idle, long count) {
        List<SharedFile> taken = new ArrayList<>();
        Iterator<SharedFile> oldestFirst = idle.iterator();
        while (taken.size() < count && oldestFirst.hasNext()) {
            SharedFile file = oldestFirst.next();
            oldestFirst.remove();
            file.outdated = true;
            open.remove(file.view.path(), file);
            taken.add(file);
        }
        return taken;
    }

    int idleChannels() {
        lock.lock();
        try {
            return idleChannels.size();
        } finally {
            lock.unlock();
        }
    }

    int mappings() {
        lock.lock();
        try {
            return (int) open.values().stream()
                    .filter(file -> !file.view.holdsDescriptor())
                    .count();
        } finally {
            lock.unlock();
        }
    }

    long surplusReaders() {
        lock.lock();
        try {
            return surplusReaders;
        } finally {
            lock.unlock();
        }
    }
}
