package dev.steward.work;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks in the order in which they came, each with its {@link Stamps stamp}: a ring that grows, of two arrays because an
 * object for each task is what it is there to avoid. Guarded by the crew's lock.
 */
final class Lane {
    private @Nullable Runnable[] tasks = new @Nullable Runnable[16];
    private long[] stamps = new long[16];
    private int first;
    private int size;

    int size() {
        return size;
    }

    void add(Runnable task, long stamp) {
        if (size == tasks.length) {
            grow();
        }
        int at = (first + size) & (tasks.length - 1);
        tasks[at] = task;
        stamps[at] = stamp;
        size++;
    }

    /** Of the first, which there must be. */
    long firstStamp() {
        return stamps[first];
    }

    /** Takes the first, which there must be. */
    Runnable poll() {
        Runnable task = tasks[first];
        if (task == null) {
            throw new IllegalStateException("nothing is in this lane");
        }
        tasks[first] = null;
        first = (first + 1) & (tasks.length - 1);
        size--;
        return task;
    }

    void clear() {
        while (size > 0) {
            poll();
        }
    }

    void addTo(List<Queued> all) {
        for (int i = 0; i < size; i++) {
            int at = (first + i) & (tasks.length - 1);
            Runnable task = tasks[at];
            if (task != null) {
                all.add(new Queued(task, stamps[at]));
            }
        }
    }

    private void grow() {
        @Nullable Runnable[] moreTasks = new @Nullable Runnable[tasks.length * 2];
        long[] moreStamps = new long[tasks.length * 2];
        int straight = tasks.length - first;
        System.arraycopy(tasks, first, moreTasks, 0, straight);
        System.arraycopy(tasks, 0, moreTasks, straight, first);
        System.arraycopy(stamps, first, moreStamps, 0, straight);
        System.arraycopy(stamps, 0, moreStamps, straight, first);
        tasks = moreTasks;
        stamps = moreStamps;
        first = 0;
    }
}
