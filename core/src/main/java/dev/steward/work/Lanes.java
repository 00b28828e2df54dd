package dev.steward.work;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a crew: one lane for each priority. The first of the best lane comes next, except that every so many
 * turns the task that waits longest does, so that a low priority means later and not never. Guarded by the crew's lock.
 */
final class Lanes {
    private static final int TURNS_TO_THE_OLDEST = 16;

    private final Lane high = new Lane();
    private final Lane normal = new Lane();
    private final Lane low = new Lane();
    private int size;
    private int turns;
    private long taken;
    private long stamp;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean hasUrgent() {
        return high.size() > 0;
    }

    /** How many were taken so far: whether anybody gets on. */
    long taken() {
        return taken;
    }

    void add(Runnable task, Priority priority, long taskStamp) {
        Lane lane = switch (priority) {
            case HIGH -> high;
            case NORMAL -> normal;
            case LOW -> low;
        };
        lane.add(task, taskStamp);
        size++;
    }

    @Nullable
    Runnable poll() {
        if (size == 0) {
            return null;
        }
        Lane lane = next();
        size--;
        taken++;
        stamp = lane.firstStamp();
        return lane.poll();
    }

    /** Of what was polled last. */
    long stamp() {
        return stamp;
    }

    /** Turns count only where there is a choice. */
    private Lane next() {
        if (normal.size() == size) {
            return normal;
        }
        return ++turns % TURNS_TO_THE_OLDEST == 0 ? oldest() : best();
    }

    private Lane best() {
        if (high.size() > 0) {
            return high;
        }
        return normal.size() > 0 ? normal : low;
    }

    private Lane oldest() {
        return older(older(best(), normal), low);
    }

    private static Lane older(Lane one, Lane other) {
        return other.size() > 0 && other.firstStamp() - one.firstStamp() < 0 ? other : one;
    }

    List<Queued> inOrder() {
        List<Queued> all = new ArrayList<>(size);
        high.addTo(all);
        normal.addTo(all);
        low.addTo(all);
        return all;
    }

    void clear() {
        high.clear();
        normal.clear();
        low.clear();
        size = 0;
    }
}
