package dev.steward.files;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The files that are open for views: one for each path, counted by its readers. It opens, checks and closes nothing;
 * whoever gets a file from one of the methods that evict, or from {@link #leave}, discards it, outside the lock.
 *
 * <p>Channels that nobody reads are in the order in which the last reader left. Mappings are many, and of a file that is
 * one of ten thousand hardly anything is in the processor's cache: to move it in a linked list with each read, between
 * neighbours that are not there either, takes as long as the read. So a mapping notes when it was used, keeps its place,
 * and is moved when its turn to be evicted comes and it turns out to have been used since it was placed. What is evicted
 * was not used for about the longest time. Threadsafe.
 */
final class SharedFiles {
    private final int capacity;
    private final int mappedCapacity;
    private final ReentrantLock lock = new ReentrantLock();

    /** Changed under the lock, read without it by who wants no lease. */
    private final Map<Path, SharedFile> open = new ConcurrentHashMap<>();

    @GuardedBy("lock")
    private final Set<SharedFile> idleChannels = new LinkedHashSet<>();

    /** Idle or not. */
    @GuardedBy("lock")
    private final Set<SharedFile> mappings = new LinkedHashSet<>();

    /** Readers beyond the first of each file that has a descriptor. */
    @GuardedBy("lock")
    private long surplusReaders;

    SharedFiles(int capacity, int mappedCapacity) {
        this.capacity = capacity;
        this.mappedCapacity = mappedCapacity;
    }

    /** The file of this path, if it is open. */
    @Nullable
    SharedFile find(Path path) {
        return open.get(path);
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
        boolean first = file.readers++ == 0;
        if (file.holdsDescriptor()) {
            if (first) {
                idleChannels.remove(file);
            } else {
                surplusReaders++;
            }
        }
    }

    /** Enters a file with its first reader, unless another was quicker: then that one, joined. */
    SharedFile enter(SharedFile opened) {
        lock.lock();
        try {
            SharedFile there = open.putIfAbsent(opened.path(), opened);
            if (there != null) {
                join(there);
                return there;
            }
            if (!opened.holdsDescriptor()) {
                mappings.add(opened);
            }
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody joins it any more; its last reader discards it. */
    void outdate(SharedFile file) {
        lock.lock();
        try {
            remove(file);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void remove(SharedFile file) {
        file.outdated = true;
        open.remove(file.path(), file);
        mappings.remove(file);
    }

    /** One reader fewer. Returns what has to be discarded for it. */
    List<SharedFile> leave(SharedFile file, long now) {
        lock.lock();
        try {
            file.use(now);
            if (--file.readers > 0) {
                surplusReaders -= file.holdsDescriptor() ? 1 : 0;
                return List.of();
            }
            if (file.outdated) {
                return List.of(file);
            }
            if (!file.holdsDescriptor()) {
                return surplusMappings();
            }
            idleChannels.add(file);
            int excess = idleChannels.size() - capacity;
            return excess > 0 ? takeChannels(excess) : List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Channels that nobody has read for longest. */
    List<SharedFile> evict(long descriptors) {
        lock.lock();
        try {
            return takeChannels(descriptors);
        } finally {
            lock.unlock();
        }
    }

    /** Those that nobody has read since then, and all mappings too if {@code all}. */
    List<SharedFile> evictIdleSince(long time, boolean all) {
        lock.lock();
        try {
            int count = 0;
            for (SharedFile file : idleChannels) {
                if (!all && file.usedNanos() - time > 0) {
                    break;
                }
                count++;
            }
            List<SharedFile> old = takeChannels(count);
            addMappingsIdleSince(time, all, old);
            return old;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private List<SharedFile> takeChannels(long count) {
        List<SharedFile> taken = new ArrayList<>();
        Iterator<SharedFile> oldestFirst = idleChannels.iterator();
        while (taken.size() < count && oldestFirst.hasNext()) {
            SharedFile file = oldestFirst.next();
            oldestFirst.remove();
            remove(file);
            taken.add(file);
        }
        return taken;
    }

    /** Goes around twice at most: the first time each that was used since may only be placed anew. */
    @GuardedBy("lock")
    private List<SharedFile> surplusMappings() {
        if (mappings.size() <= mappedCapacity) {
            return List.of();
        }
        List<SharedFile> taken = new ArrayList<>();
        for (int looks = 2 * mappings.size(); looks > 0 && mappings.size() > mappedCapacity; looks--) {
            SharedFile next = mappings.iterator().next();
            if (next.readers > 0 || next.usedNanos() - next.placedNanos > 0) {
                placeLast(next);
            } else {
                remove(next);
                taken.add(next);
            }
        }
        return taken;
    }

    @GuardedBy("lock")
    private void addMappingsIdleSince(long time, boolean all, List<SharedFile> old) {
        for (int looks = mappings.size(); looks > 0; looks--) {
            SharedFile next = mappings.iterator().next();
            if (!all && next.placedNanos - time > 0) {
                return;
            }
            if (next.readers > 0 || (!all && next.usedNanos() - time > 0)) {
                placeLast(next);
            } else {
                remove(next);
                old.add(next);
            }
        }
    }

    @GuardedBy("lock")
    private void placeLast(SharedFile file) {
        mappings.remove(file);
        file.placedNanos = file.usedNanos();
        mappings.add(file);
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
            return mappings.size();

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
