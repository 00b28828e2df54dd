package dev.steward.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a crew: one lane for each priority. The first of the best lane comes next, except that every so many
 * turns the task that waits longest does, so that a low priority means later and not never. Guarded by the crew's lock.
 */
final class Lanes {
    private static final int TURNS_TO_THE_OLDEST = 16;

    private final Deque<Task> high = new ArrayDeque<>();
    private final Deque<Task> normal = new ArrayDeque<>();
    private final Deque<Task> low = new ArrayDeque<>();
    private final List<Deque<Task>> lanes = List.of(high, normal, low);
    private int size;
    private int turns;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean hasUrgent() {
        return !high.isEmpty();
    }

    void add(Task task) {
        Deque<Task> lane = switch (task.priority) {
            case HIGH -> high;
            case NORMAL -> normal;
            case LOW -> low;
        };
        lane.addLast(task);
        size++;
    }

    @Nullable
    Task poll() {
        if (size == 0) {
            return null;
        }
        Deque<Task> lane = ++turns % TURNS_TO_THE_OLDEST == 0 ? oldest() : best();
        size--;
        return lane.pollFirst();
    }

    private Deque<Task> best() {
        for (Deque<Task> lane : lanes) {
            if (!lane.isEmpty()) {
                return lane;
            }
        }
        return high;
    }

    private Deque<Task> oldest() {
        Deque<Task> found = best();
        for (Deque<Task> lane : lanes) {
            Task first = lane.peekFirst();
            Task other = found.peekFirst();
            if (first != null && other != null && first.submittedNanos - other.submittedNanos < 0) {
                found = lane;
            }
        }
        return found;
    }

    List<Task> inOrder() {
        List<Task> all = new ArrayList<>(size);
        lanes.forEach(all::addAll);
        return all;
    }

    void clear() {
        lanes.forEach(Deque::clear);
        size = 0;
    }
}
