package dev.steward.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that one worker has taken from a long queue at once, so that it need not come to the crew's lock for each. They
 * are claimed one by one: by their worker without the lock, and under it by workers that have nothing else to do, so
 * none waits behind a long one while a thread is idle. The index decides who has a task. Filled under the crew's lock by
 * its own worker once all are claimed, when nobody else can be claiming.
 */
final class Batch {
    static final int MOST = 32;

    private final @Nullable Task[] tasks = new @Nullable Task[MOST];
    private final AtomicInteger next = new AtomicInteger();
    private int size;

    int size() {
        return size;
    }

    int left() {
        return Math.max(0, size - next.get());
    }

    @Nullable
    Task claim() {
        if (next.get() >= size) {
            return null;
        }
        int mine = next.getAndIncrement();
        if (mine >= size) {
            return null;
        }
        Task task = tasks[mine];
        tasks[mine] = null;
        return task;
    }

    void clear() {
        size = 0;
        next.set(0);
    }

    void fill(Lanes from, int count) {
        clear();
        for (int i = 0; i < count; i++) {
            tasks[i] = from.poll();
        }
        size = count;
    }

    /** Those that nobody has claimed yet; one may be claimed while this looks. */
    List<Task> unclaimed() {
        List<Task> unclaimed = new ArrayList<>();
        for (int i = next.get(); i < size; i++) {
            Task task = tasks[i];
            if (task != null) {
                unclaimed.add(task);
            }
        }
        return unclaimed;
    }
}
