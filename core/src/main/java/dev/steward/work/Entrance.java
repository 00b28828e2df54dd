package dev.steward.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where submitters wait, in the order in which they came, while the queue is full. Under the crew's lock.
 *
 * <p>A task is taken in as soon as there is a place for it. Its submitter is told at once where tasks take their time.
 * Where they are short it is told when a quarter of the queue is free: for one place alone it would run, fill it, and sleep
 * again, which takes longer than many such tasks. It looks for itself now and then, in case the tasks have become long
 * meanwhile.
 */
final class Entrance {
    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(16);

    private static final int YIELDS = 40;

    private final Crew crew;

    private final Deque<Blocked> line = new ArrayDeque<>();

    /** Whose tasks were taken in, and who have not been told. */
    private final List<Blocked> untold = new ArrayList<>();

    Entrance(Crew crew) {
        this.crew = crew;
    }

    int size() {
        return line.size();
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    List<Blocked> inOrder() {
        return List.copyOf(line);
    }

    /** The next whose task is taken in. */
    @Nullable
    Blocked admit() {
        Blocked next = line.pollFirst();
        if (next != null) {
            next.admitted = true;
            untold.add(next);
        }
        return next;
    }

    void tellAdmitted() {
        if (!untold.isEmpty()) {
            untold.forEach(Entrance::tell);
            untold.clear();
        }
    }

    void tellAll() {
        tellAdmitted();
        line.forEach(Entrance::tell);
    }

    private static void tell(Blocked submitter) {
        submitter.told = true;
        submitter.wake.signal();
    }

    /**
     * Waits until the task was taken in or the crew is closed.
     *
     * @param briefly whether a place is expected sooner than a thread can be put to sleep and woken
     * @return whether it was taken in
     */
    boolean await(Runnable task, Priority priority, long stamp, long nanos, boolean briefly)
            throws InterruptedException {
        Blocked me = new Blocked(task, priority, stamp, crew.lock.newCondition());
        line.addLast(me);
        try {
            if (briefly) {
                giveWay(me);
            }
            long look = FIRST_LOOK_NANOS;
            for (long left = nanos; !me.admitted && !crew.closing.hasBegun() && left > 0; ) {
                long turn = Math.min(left, look);
                left -= turn - me.wake.awaitNanos(turn);
                look = Math.min(2 * look, LONGEST_LOOK_NANOS);
            }
        } catch (InterruptedException interrupted) {
            if (!me.admitted) {
                throw interrupted;
            }
            Thread.currentThread().interrupt();
        } finally {
            if (me.admitted) {
                untold.remove(me);
            } else {
                line.remove(me);
            }
        }
        return me.admitted;
    }

    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but speed.
    private void giveWay(Blocked me) {
        crew.lock.unlock();
        for (int i = 0; i < YIELDS && !me.told; i++) {
            Thread.yield();
        }
        crew.enter();
    }
}
