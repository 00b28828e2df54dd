package dev.steward.races;

import dev.steward.work.WorkCodec;
import dev.steward.work.WorkItem;
import dev.steward.work.WorkQueue;
import dev.steward.work.WorkStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A store that counts how often the outcome of each item is noted, and takes its time for it. Threadsafe. */
final class Outcomes implements WorkStore {
    static final WorkCodec<String> TEXT = WorkCodec.TEXT;

    private final Map<Long, Integer> noted = new ConcurrentHashMap<>();

    /** How often, up to now. */
    int of(long id) {
        return noted.getOrDefault(id, 0);
    }

    @Override
    public long lastId() {
        return 0;
    }

    @Override
    public List<Open> open() {
        return List.of();
    }

    @Override
    public List<Finished> finished(int most) {
        return List.of();
    }

    @Override
    public void add(Open item) {}

    @Override
    public void finish(Finished item) {
        noted.merge(item.id(), 1, Integer::sum);
        Pauses.spin(Pauses.below(20_000));
    }

    @Override
    public void forget(Collection<Long> ids) {
        noted.keySet().removeAll(ids);
    }

    @Override
    public void close() {}

    /** Waits for an item: 1 if it is done, 2 if it is cancelled, and -1 if it is neither. */
    static int await(WorkQueue<String, String> queue, long id) {
        WorkItem.State state;
        try {
            state = queue.await(id, Stock.LONG).orElseThrow().state();
        } catch (InterruptedException nobodyShould) {
            return -1;
        }
        return state == WorkItem.State.DONE ? 1 : state == WorkItem.State.CANCELLED ? 2 : -1;
    }
}
