package dev.steward.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Workers that have nothing to do. The last to lie down is the first to be woken, so those that are too many sleep on
 * and end. Under the crew's lock, which it leaves while somebody sleeps.
 *
 * <p>Waking a thread costs more than a small task, and on a busy machine the woken one takes the processor from the very
 * submitter that is about to give it more. So at most one is on its way at a time, and wakes the next if there is more to
 * do; and who has just run several tasks does not lie down at once but gives way a few times first. While tasks wait and
 * somebody sleeps, one is on its way or looks by itself, so no task is forgotten.
 */
final class Sleepers {
    private static final int YIELDS = 40;

    private final Crew crew;

    private final Deque<Worker> sleeping = new ArrayDeque<>();

    /** How many were woken, or look by themselves, and have not come to the lock yet. */
    private int coming;

    /** Whether something was queued since the last worker took to looking; written under the lock. */
    private volatile boolean news;

    Sleepers(Crew crew) {
        this.crew = crew;
    }

    boolean hasAny() {
        return !sleeping.isEmpty();
    }

    void tell() {
        if (!news) {
            news = true;
        }
    }

    /** The one to be woken if there is something to do, or null. It is to be woken outside the lock. */
    @Nullable
    Worker next() {
        if (coming > 0 || sleeping.isEmpty()) {
            return null;
        }
        Worker next = sleeping.removeLast();
        next.woken = true;
        coming++;
        return next;
    }

    static void wake(@Nullable Worker worker) {
        if (worker != null) {
            LockSupport.unpark(worker.thread);
        }
    }

    void wakeAll() {
        coming += sleeping.size();
        for (Worker worker : sleeping) {
            worker.woken = true;
            wake(worker);
        }
        sleeping.clear();
    }

    /** Looks for a while whether something comes, giving way to whoever may be about to submit it. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but speed.
    void linger() {
        coming++;
        news = false;
        crew.lock.unlock();
        for (int i = 0; i < YIELDS && !news; i++) {
            Thread.yield();
        }
        crew.enter();
        coming--;
    }

    /** Sleeps until it is woken or the time is over, and returns what is left of the time. */
    long sleep(Worker worker, long nanos) {
        sleeping.addLast(worker);
        long from = System.nanoTime();
        crew.lock.unlock();
        LockSupport.parkNanos(crew, nanos);
        // Interrupts are meant for tasks; one that comes too late for its task is dropped here.
        boolean late = Thread.interrupted();
        crew.enter();
        if (worker.woken) {
            worker.woken = false;
            coming--;
        } else {
            sleeping.remove(worker);
        }
        return late ? nanos : nanos - (System.nanoTime() - from);
    }
}
