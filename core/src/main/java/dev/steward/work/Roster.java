package dev.steward.work;

import dev.steward.platform.Threads;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.CreationFailedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a crew: how many there are and may be, which of them are idle, and what the budget gives. A thread that is
 * being started counts as idle. Guarded by the crew's lock.
 */
final class Roster {
    /** After a refused thread, the next is not asked for before this time: asking takes the lock of the budget's tree. */
    private static final long REFUSED_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Crew crew;
    private final Budget budget;
    private final ThreadFactory factory;
    private final @Nullable Overruns overruns;
    private final Set<Worker> workers = new LinkedHashSet<>();
    private int idle;

    /** How many idle threads are told to leave. */
    private long leaving;

    private int most;
    private boolean refused;
    private long refusedNanos;

    Roster(Crew crew, @Nullable Overruns overruns) {
        this.crew = crew;
        this.overruns = overruns;
        budget = crew.budget;
        WorkersOptions options = crew.options;
        factory = options.virtual() ? Threads.virtual(options.name()) : Threads.daemons(options.name());
        most = options.threads();
    }

    Collection<Worker> all() {
        return Collections.unmodifiableSet(workers);
    }

    int size() {
        return workers.size();
    }

    int idle() {
        return idle;
    }

    int busy() {
        return workers.size() - idle;
    }

    int most() {
        return most;
    }

    void isBusy() {
        idle--;
        leaving = Math.min(leaving, idle);
    }

    void isIdle() {
        idle++;
    }

    /** Whether an idle thread is one too many. */
    boolean hasSurplus() {
        return leaving > 0 || workers.size() > most;
    }

    boolean isComplete() {
        return workers.size() >= most;
    }

    /** Starts one more thread if it may. It throws only when there is none at all, for then nobody could run a task. */
    void grow() {
        if (isComplete()) {
            return;
        }
        boolean none = workers.isEmpty();
        long now = crew.now();
        if (!none && refused && now - refusedNanos < REFUSED_NANOS) {
            return;
        }
        boolean watched = overruns == null || overruns.isRunning();
        int needed = watched ? 1 : 2;
        refused = !reserve(needed, none);
        refusedNanos = now;
        if (refused) {
            return;
        }
        Worker worker = new Worker(crew, factory, now);
        workers.add(worker);
        idle++;
        try {
            worker.thread.start();
        } catch (OutOfMemoryError systemRefuses) {
            workers.remove(worker);
            idle--;
            budget.release(needed);
            refused = true;
            refusedNanos = now;
            if (none) {
                throw new CreationFailedException(
                        crew.options.name(),
                        crew.options.name() + ": the system gave not one thread to run a task; next: look at the"
                                + " limits on threads and memory of this process, or use fewer threads",
                        systemRefuses);
            }
            return;
        }
        if (overruns != null && !watched) {
            overruns.start();
        }
    }

    private boolean reserve(int units, boolean orThrow) throws BudgetExceededException {
        if (!orThrow) {
            return budget.tryReserve(units);
        }
        budget.reserve(units);
        return true;
    }

    /** An idle thread ends. */
    void strike(Worker worker) {
        idle--;
        leaving = Math.max(0, leaving - 1);
        workers.remove(worker);
        budget.release(1);
        if (overruns != null && workers.isEmpty()) {
            overruns.lookAgain();
        }
    }

    /** Tells so many idle threads to leave, except for those that waiting tasks count on; returns how many it told. */
    long dismiss(long amount, int waiting) {
        long ending = Math.max(0, Math.min(amount, idle - leaving - waiting));
        leaving += ending;
        return ending;
    }

    void resize(int threads) {
        budget.setLimit(threads + (long) WorkersOptions.THREADS_BESIDES);
        most = threads;
    }

    List<Thread> threads() {
        List<Thread> threads = new ArrayList<>(workers.size());
        workers.forEach(worker -> threads.add(worker.thread));
        return threads;
    }

    boolean includes(Thread thread) {
        return workers.stream().anyMatch(worker -> worker.thread == thread);
    }
}
