package dev.steward.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes that can still be asked for, the oldest first, never more than so many. Those that are dropped are
 * gathered, so that a store forgets them many at a time. Guarded by the queue's lock.
 */
final class Completed<R> {
    private final int most;
    private final int cleanupInterval;
    private final Map<Long, WorkItem<R>> items = new LinkedHashMap<>();
    private List<Long> dropped = new ArrayList<>();
    private int sinceCleanup;
    private long forgotten;

    Completed(int most, int cleanupInterval) {
        this.most = most;
        this.cleanupInterval = cleanupInterval;
    }

    /** Keeps an outcome. Returns what the store is to forget, which is nothing most of the time. */
    Collection<Long> add(WorkItem<R> item) {
        items.put(item.id(), item);
        Iterator<Long> oldest = items.keySet().iterator();
        while (items.size() > most) {
            dropped.add(oldest.next());
            oldest.remove();
            forgotten++;
        }
        if (++sinceCleanup < cleanupInterval) {
            return List.of();
        }
        sinceCleanup = 0;
        List<Long> cleaned = dropped;
        dropped = new ArrayList<>();
        return cleaned;
    }

    /** Takes back what the store could not forget, to be forgotten with those that come next. */
    void keepForLater(Collection<Long> ids) {
        dropped.addAll(ids);
    }

    @Nullable
    WorkItem<R> get(long id) {
        return items.get(id);
    }

    int size() {
        return items.size();
    }

    long forgotten() {
        return forgotten;
    }
}
