package dev.steward.work;

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
    static final int MOST = 64;

    /** What {@link #claim} answers when nothing is left. */
    static final int NONE = -1;

    private final @Nullable Runnable[] tasks = new @Nullable Runnable[MOST];
    private final long[] stamps = new long[MOST];
    private final AtomicInteger next = new AtomicInteger();
    private int size;

    /** How many are taken for waiting. Guarded by the crew's lock. */
    private int counted;

    int counted() {
        return counted;
    }

    /** Under the crew's lock: how many are waiting now; from now on so many count. */
    int recount() {
        counted = left();
        return counted;
    }

    int left() {
        return Math.max(0, size - next.get());
    }

    /** The index of a task that is the caller's from now on, to be {@linkplain #take taken}. */
    int claim() {
        if (next.get() >= size) {
            return NONE;
        }
        int mine = next.getAndIncrement();
        return mine < size ? mine : NONE;
    }

    Runnable take(int claimed) {
        Runnable task = tasks[claimed];
        if (task == null) {
            throw new IllegalStateException("task " + claimed + " of a batch was taken twice");
        }
        tasks[claimed] = null;
        return task;
    }

    long stamp(int claimed) {
        return stamps[claimed];
    }

    void clear() {
        size = 0;
        counted = 0;
        next.set(0);
    }

    void fill(Lanes from, int count) {
        clear();
        for (int i = 0; i < count; i++) {
            tasks[i] = from.poll();
            stamps[i] = from.stamp();
        }
        size = count;
        counted = count;
    }

    /** Adds those that nobody has claimed yet; one may be claimed while this looks. */
    void addTo(List<Queued> all) {
        for (int i = next.get(); i < size; i++) {
            Runnable task = tasks[i];
            if (task != null) {
                all.add(new Queued(task, stamps[i]));
            }
        }
    }
}
