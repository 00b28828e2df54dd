package dev.steward.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * How a crew ends: nothing more is taken, what waits is run or dropped, what runs is interrupted, and its threads are waited
 * for. Guarded by the crew's lock; what does not take it is called by those who hold it.
 */
final class Closing {
    private final Crew crew;
    private final @Nullable Overruns overruns;
    private final Condition ended;

    private boolean begun;

    /** Whether what runs is being interrupted, so that an interrupt is not taken for one that came too late. */
    private volatile boolean interrupting;

    Closing(Crew crew, @Nullable Overruns overruns) {
        this.crew = crew;
        this.overruns = overruns;
        ended = crew.lock.newCondition();
    }

    boolean hasBegun() {
        return begun;
    }

    boolean isClosed() {
        crew.lock.lock();
        try {
            return begun;
        } finally {
            crew.lock.unlock();
        }
    }

    boolean hasEnded() {
        crew.lock.lock();
        try {
            return hasEnded(0);
        } finally {
            crew.lock.unlock();
        }
    }

    /** Called whenever a thread has left, those that keep the time included. */
    void noteEnd() {
        if (begun) {
            if (hasEnded(0)) {
                crew.budget.close();
            }
            ended.signalAll();
        }
    }

    private boolean hasEnded(int exceptFor) {
        return begun
                && crew.roster.size() <= exceptFor
                && (exceptFor > 0 || ((overruns == null || !overruns.isRunning()) && !crew.timetable.isRunning()));
    }

    /** From here on nothing is taken. Returns the threads that live now. */
    List<Thread> refuseNew() {
        crew.lock.lock();
        try {
            begun = true;
            crew.wakeAll();
            noteEnd();
            List<Thread> threads = crew.roster.threads();
            crew.timetable.end(threads);
            if (overruns != null) {
                overruns.addThreadTo(threads);
            }
            return threads;
        } finally {
            crew.lock.unlock();
        }
    }

    List<Runnable> dropQueued() {
        crew.lock.lock();
        try {
            List<Runnable> notRun = new ArrayList<>();
            for (Worker worker : crew.roster.all()) {
                Batch batch = worker.batch;
                for (int claimed = batch.claim(); claimed != Batch.NONE; claimed = batch.claim()) {
                    notRun.add(batch.take(claimed));
                }
            }
            crew.queue.inOrder().forEach(queued -> notRun.add(queued.task()));
            crew.queue.clear();
            crew.tally.discarded += notRun.size();
            crew.wakeAll();
            return notRun;
        } finally {
            crew.lock.unlock();
        }
    }

    void interruptRunning() {
        crew.lock.lock();
        try {
            interrupting = true;
            for (Worker worker : crew.roster.all()) {
                if (worker.current() != null) {
                    worker.thread.interrupt();
                }
            }
        } finally {
            crew.lock.unlock();
        }
    }

    /** A worker found itself interrupted between two tasks: too late for the first, unless all are being interrupted. */
    void passOnInterrupt(Thread worker) {
        if (interrupting) {
            worker.interrupt();
        }
    }

    /** Waits until all threads have left; the caller's own, if it is one of them, is not waited for. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        crew.lock.lockInterruptibly();
        try {
            int own = crew.roster.includes(Thread.currentThread()) ? 1 : 0;
            for (long left = nanos; !hasEnded(own); ) {
                if (left <= 0) {
                    return false;
                }
                left = ended.awaitNanos(left);
            }
            return true;
        } finally {
            crew.lock.unlock();
        }
    }
}
