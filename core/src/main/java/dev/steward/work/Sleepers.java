package dev.steward.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Workers that have nothing to do. The last to lie down is the first to be woken, so those that are too many sleep on
 * and end. Under the crew's lock, which it leaves while somebody sleeps.
 *
 * <p>Waking a thread costs more than a small task, and on a busy machine the woken one takes the processor from the very
 * submitter that is about to give it more. So at most one is on its way at a time, and wakes the next if there is more to
 * do; and who has just run several tasks does not lie down at once but gives way a few times first.
 *
 * <p>Where tasks are so short that those who run get through all that waits before another could be woken, none is. One
 * of the sleepers is the lookout instead: it looks by itself every tenth of a millisecond and joins in when nobody has
 * got on since, which is when a short task turned out a long one. Nobody is the lookout where nothing is submitted.
 *
 * <h2>Why no task is slept through</h2>
 * Whenever the lock is free while a task waits and somebody sleeps, one is on its way or is the lookout. For: whoever
 * queues a task asks for {@link #next()} before it lets go of the lock. Whoever is on its way takes a task, if one is left,
 * before it lets go of the lock again, to sleep or to leave; if it gets one it asks for the next in turn, and if it gets
 * none, none waits. So does one who wakes because its time is over. The lookout leaves its post to do the same, or when it
 * finds that nothing waits and nothing has come since it looked last; then whoever queues next finds no lookout and wakes
 * one. A sleeper enters the row under the same hold of the lock in which it found nothing, and whoever wakes it does so
 * after that, so {@code unpark} is not lost: it leaves a permit if the sleeper is not parked yet. Case: {@code
 * SubmitAgainstSleep}.
 */
final class Sleepers {
    private static final int YIELDS = 40;
    private static final int GATHERING_SPINS = 200;
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Crew crew;

    private final Deque<Worker> sleeping = new ArrayDeque<>();

    /** One of those who sleep. */
    private @Nullable Worker lookout;

    private long takenAtLook;
    private long submittedAtLook;

    /** How many were woken, or give way, and have not come to the lock yet. */
    private int coming;

    /** Whether something was queued since the last worker gave way; written under the lock. */
    private volatile boolean news;

    Sleepers(Crew crew) {
        this.crew = crew;
    }

    void tell() {
        if (!news) {
            news = true;
        }
    }

    /** The one to be woken when something waits, or null. It is to be woken outside the lock. */
    @Nullable
    Worker next() {
        if (coming > 0 || sleeping.isEmpty() || (lookout != null && crew.getsOnAlone())) {
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

    /**
     * Stays away from the lock for a few microseconds. A worker that came back for every few tasks would take the lock's
     * memory from the submitter's processor for each of them, and that takes both longer than the tasks.
     */
    void gather() {
        coming++;
        crew.lock.unlock();
        for (int i = 0; i < GATHERING_SPINS; i++) {
            Thread.onSpinWait();
        }
        crew.enter();
        coming--;
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

    /** Sleeps until it is woken, has something to do, or the time is over, and returns what is left of the time. */
    long sleep(Worker worker, long nanos) {
        sleeping.addLast(worker);
        if (lookout == null && crew.isBrisk()) {
            lookout = worker;
            remember();
        }
        long from = System.nanoTime();
        long left = nanos;
        boolean late;
        do {
            boolean looks = isLookout(worker);
            crew.lock.unlock();
            LockSupport.parkNanos(crew, looks ? Math.min(left, LOOK_NANOS) : left);
            // Interrupts are meant for tasks; one that comes too late for its task is dropped here.
            late = Thread.interrupted();
            crew.enter();
            left = nanos - (System.nanoTime() - from);
        } while (!worker.woken && !late && left > 0 && isLookout(worker) && staysOnPost());
        if (isLookout(worker)) {
            lookout = null;
        }
        if (worker.woken) {
            worker.woken = false;
            coming--;
        } else {
            sleeping.remove(worker);
        }
        return late ? nanos : left;
    }

    @SuppressWarnings("ReferenceEquality") // A worker is itself alone.
    private boolean isLookout(Worker worker) {
        return lookout == worker;
    }

    /** Whether it need not join in; it leaves its post when nothing waits and nothing came since it looked last. */
    private boolean staysOnPost() {
        boolean waiting = crew.hasWaiting();
        boolean needed = waiting && (crew.queue.taken() == takenAtLook || !crew.getsOnAlone());
        if (!waiting && crew.submitted() == submittedAtLook) {
            lookout = null;
        }
        remember();
        return !needed;
    }

    private void remember() {
        takenAtLook = crew.queue.taken();
        submittedAtLook = crew.submitted();
    }
}
