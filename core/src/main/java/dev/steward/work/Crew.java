package dev.steward.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.platform.Threads;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The queue, the threads and those who wait to submit, all under one lock, so that every figure agrees with every other.
 *
 * <p>Why not {@link java.util.concurrent.ThreadPoolExecutor}: it takes it for granted that a thread can be had. A factory
 * that says no, as a budget does, leaves it with tasks queued and nobody to run them. It starts a thread for each of the
 * first tasks although others are idle, or none before the queue is full. And a submitter that waits for its queue has no
 * place in a line, and races with the shutdown.
 *
 * <p>A task counts on an idle thread from the moment it is queued: the queue may hold {@code capacity + idle} tasks, where
 * a thread that is being started is idle already. No task is queued unless there is a thread, and no thread leaves while
 * a task is queued, so none is ever stranded. Threadsafe.
 */
final class Crew {
    /** After a refused thread, the next is not asked for before this time: asking takes the lock of the budget's tree. */
    private static final long REFUSED_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    final Set<Worker> workers = new LinkedHashSet<>();

    @GuardedBy("lock")
    final Deque<Task> queue = new ArrayDeque<>();

    @GuardedBy("lock")
    final Deque<Blocked> blocked = new ArrayDeque<>();

    @GuardedBy("lock")
    final Tally tally = new Tally();

    final WorkersOptions options;
    final Budget budget;
    private final Condition work = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final ThreadFactory factory;
    private final @Nullable Overruns overruns;
    private final long submitNanos;
    private final long idleNanos;

    @GuardedBy("lock")
    private int idle;

    /** How many idle threads are told to leave. */
    @GuardedBy("lock")
    private long leaving;

    @GuardedBy("lock")
    private boolean refused;

    @GuardedBy("lock")
    private long refusedNanos;

    @GuardedBy("lock")
    private boolean closed;

    Crew(WorkersOptions options, Budget budget) {
        this.options = options;
        this.budget = budget;
        factory = Threads.daemons(options.name());
        submitNanos = Durations.toNanos(options.submitTimeout());
        idleNanos = Durations.toNanos(options.idleTimeout());
        overruns = options.taskTimeout() == null ? null : new Overruns(this, options.taskTimeout());
    }

    long now() {
        return options.ticker().getAsLong();
    }

    /** Takes the task, runs it in the submitter, or refuses it. */
    void submit(Task task) {
        Refusal refusal;
        lock.lock();
        try {
            refusal = takeOrRefuse(task);
        } finally {
            lock.unlock();
        }
        if (refusal == null) {
            return;
        }
        if (refusal.reason() != Refusal.Reason.FULL || options.whenFull() != Policy.CALLER_RUNS) {
            throw refusal.toException();
        }
        task.startedNanos = now();
        boolean threw = run(task);
        lock.lock();
        try {
            tally.ended(task, threw, now());
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private @Nullable Refusal takeOrRefuse(Task task) {
        if (closed) {
            return refusal(Refusal.Reason.CLOSED, 0);
        }
        if (queue.size() + blocked.size() >= idle) {
            grow(task.submittedNanos);
            admitBlocked();
        }
        // Nobody overtakes those who wait already.
        if (blocked.isEmpty() && hasPlace()) {
            enqueue(task);
            return null;
        }
        return switch (options.whenFull()) {
            case BLOCK -> awaitPlace(task);
            case REJECT -> refusal(Refusal.Reason.FULL, 0);
            case CALLER_RUNS -> {
                tally.submitted++;
                yield refusal(Refusal.Reason.FULL, 0);
            }
        };
    }

    @GuardedBy("lock")
    private boolean hasPlace() {
        return queue.size() < (long) options.queue() + idle;
    }

    @GuardedBy("lock")
    private void enqueue(Task task) {
        queue.addLast(task);
        tally.submitted++;
        work.signal();
    }

    @GuardedBy("lock")
    private @Nullable Refusal awaitPlace(Task task) {
        Blocked me = new Blocked(task, lock.newCondition());
        blocked.addLast(me);
        Refusal.Reason reason = Refusal.Reason.FULL;
        try {
            for (long left = submitNanos; !me.admitted && !closed && left > 0; ) {
                left = me.wake.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            reason = Refusal.Reason.INTERRUPTED;
        }
        if (me.admitted) {
            return null;
        }
        blocked.remove(me);
        if (reason == Refusal.Reason.FULL && !closed) {
            tally.gaveUp++;
        }
        return refusal(closed ? Refusal.Reason.CLOSED : reason, now() - task.submittedNanos);
    }

    @GuardedBy("lock")
    private void admitBlocked() {
        while (!blocked.isEmpty() && hasPlace()) {
            Blocked next = blocked.removeFirst();
            next.admitted = true;
            enqueue(next.task);
            next.wake.signal();
        }
    }

    @GuardedBy("lock")
    private Refusal refusal(Refusal.Reason reason, long waitedNanos) {
        if (reason != Refusal.Reason.FULL || options.whenFull() != Policy.CALLER_RUNS) {
            tally.rejected++;
        }
        Worker oldest = null;
        Task oldestTask = null;
        boolean byItself = false;
        for (Worker worker : workers) {
            Task task = worker.current;
            byItself |= worker.thread == Thread.currentThread();
            if (task != null && (oldestTask == null || task.startedNanos < oldestTask.startedNanos)) {
                oldest = worker;
                oldestTask = task;
            }
        }
        return new Refusal(
                reason,
                options,
                queue.size(),
                workers.size() - idle,
                workers.size(),
                waitedNanos,
                byItself,
                oldestTask,
                oldest == null ? null : oldest.thread.getName(),
                oldestTask == null ? 0 : now() - oldestTask.startedNanos);
    }

    /** Starts one more thread if it may. It throws only when there is none at all, for then nobody could run a task. */
    @GuardedBy("lock")
    private void grow(long now) {
        boolean none = workers.isEmpty();
        if (workers.size() >= options.threads() || (!none && refused && now - refusedNanos < REFUSED_NANOS)) {
            return;
        }
        boolean watched = overruns == null || overruns.isRunning();
        int needed = watched ? 1 : 2;
        refused = !reserve(needed, none);
        refusedNanos = now;
        if (refused) {
            return;
        }
        Worker worker = new Worker(this, factory, now);
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
                tally.rejected++;
                throw new CreationFailedException(
                        options.name(),
                        options.name() + ": the system gave not one thread to run a task; next: look at the limits on"
                                + " threads and memory of this process, or use fewer threads",
                        systemRefuses);
            }
            return;
        }
        if (overruns != null && !watched) {
            overruns.start();
        }
    }

    @GuardedBy("lock")
    private boolean reserve(int units, boolean orThrow) {
        if (!orThrow) {
            return budget.tryReserve(units);
        }
        try {
            budget.reserve(units);
            return true;
        } catch (BudgetExceededException notOneThread) {
            tally.rejected++;
            throw notOneThread;
        }
    }

    /** Runs the body and says whether it threw. A future keeps its failure; what else is thrown goes to the handler. */
    boolean run(Task task) {
        try {
            task.body.run();
            return task.failedQuietly();
        } catch (Throwable thrown) {
            try {
                options.uncaught().uncaughtException(Thread.currentThread(), thrown);
            } catch (Throwable byHandler) {
                thrown.addSuppressed(byHandler);
                WorkersBuilder.LOG_UNCAUGHT.uncaughtException(Thread.currentThread(), thrown);
            }
            return true;
        }
    }

    /** What a worker does between two tasks: it reports the last, if any, and waits for the next; null ends it. */
    @Nullable
    Task next(Worker worker, boolean threw) {
        lock.lock();
        try {
            Task last = worker.current;
            if (last != null) {
                worker.current = null;
                idle++;
                tally.returned(last, threw, now());
            }
            for (long left = idleNanos; ; left = await(left)) {
                admitBlocked();
                Task task = queue.pollFirst();
                if (task != null) {
                    begin(worker, task);
                    return task;
                }
                if (closed || leaving > 0 || left <= 0) {
                    leave(worker);
                    return null;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts are meant for tasks; one that comes too late for its task is dropped here. */
    @GuardedBy("lock")
    @SuppressWarnings("WaitNotInLoop") // It is called in one.
    private long await(long nanos) {
        try {
            return work.awaitNanos(nanos);
        } catch (InterruptedException late) {
            return nanos;
        }
    }

    @GuardedBy("lock")
    private void begin(Worker worker, Task task) {
        idle--;
        leaving = Math.min(leaving, idle);
        // Under the lock, as is every interrupt of a task: so none that is meant for this task can be cleared here, and
        // none that was meant for the one before can reach it.
        Thread.interrupted();
        worker.current = task;
        long now = now();
        tally.began(task, now);
        if (queue.size() + blocked.size() > idle && !closed) {
            grow(now);
        }
        admitBlocked();
    }

    @GuardedBy("lock")
    private void leave(Worker worker) {
        idle--;
        leaving = Math.max(0, leaving - 1);
        workers.remove(worker);
        tally.threadEnded(now() - worker.bornNanos);
        budget.release(1);
        if (overruns != null && workers.isEmpty()) {
            overruns.lookAgain();
        }
        noteEnd();
    }

    /** Called whenever a thread has left, the one that looks for overruns included. */
    @GuardedBy("lock")
    void noteEnd() {
        if (closed) {
            if (hasEnded(0)) {
                budget.close();
            }
            ended.signalAll();
        }
    }

    @GuardedBy("lock")
    private boolean hasEnded(int exceptFor) {
        return closed && workers.size() <= exceptFor && (exceptFor > 0 || overruns == null || !overruns.isRunning());
    }

    /** Ends idle threads that no queued task counts on. */
    long reclaim(long amount) {
        lock.lock();
        try {
            long ending = Math.max(0, Math.min(amount, idle - leaving - queue.size()));
            leaving += ending;
            for (long signals = ending; signals > 0; signals--) {
                work.signal();
            }
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /** From here on nothing is taken. Returns the threads that live now. */
    List<Thread> refuseNew() {
        lock.lock();
        try {
            closed = true;
            blocked.forEach(submitter -> submitter.wake.signal());
            work.signalAll();
            noteEnd();
            List<Thread> threads = new ArrayList<>();
            workers.forEach(worker -> threads.add(worker.thread));
            if (overruns != null) {
                overruns.addThreadTo(threads);
            }
            return threads;
        } finally {
            lock.unlock();
        }
    }

    List<Task> drain() {
        lock.lock();
        try {
            List<Task> notRun = List.copyOf(queue);
            queue.clear();
            tally.discarded += notRun.size();
            work.signalAll();
            return notRun;
        } finally {
            lock.unlock();
        }
    }

    void interruptRunning() {
        lock.lock();
        try {
            for (Worker worker : workers) {
                if (worker.current != null) {
                    worker.thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all threads have left; the caller's own, if it is one of them, is not waited for. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int own = workers.stream().anyMatch(worker -> worker.thread == Thread.currentThread()) ? 1 : 0;
            for (long left = nanos; !hasEnded(own); ) {
                if (left <= 0) {
                    return false;
                }
                left = ended.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return hasEnded(0);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    int idle() {
        return idle;
    }
}
