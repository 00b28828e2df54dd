package dev.steward.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.platform.Threads;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
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
 * a task is queued, so none is ever stranded.
 *
 * <p>A worker that finds a long queue takes a {@link Batch}, so that it need not come to the lock for each task; what is
 * in a batch still counts as queued for the bound. Not where tasks have a timeout: their interrupts are delivered under
 * the lock. Threadsafe.
 */
final class Crew {
    /** After a refused thread, the next is not asked for before this time: asking takes the lock of the budget's tree. */
    private static final long REFUSED_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 50 : 0;

    private static final int UNTIMED_FROM = 16;
    private static final long UNTIMED_MASK = 15;

    final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    final Set<Worker> workers = new LinkedHashSet<>();

    @GuardedBy("lock")
    final Lanes queue = new Lanes();

    final Entrance entrance = new Entrance(this);

    @GuardedBy("lock")
    final Tally tally = new Tally();

    final WorkersOptions options;
    final Budget budget;
    final Timetable timetable;
    private final Condition ended = lock.newCondition();
    private final ThreadFactory factory;
    private final LongSupplier ticker;
    private final @Nullable Overruns overruns;
    private final long submitNanos;
    private final long idleNanos;

    /** How much it is held back, from 0.0 to 1.0. */
    private volatile double restraint;

    private final Sleepers sleepers = new Sleepers(this);

    @GuardedBy("lock")
    private int idle;

    /** The most that can be left in batches: a batch counts in full until its worker comes back for the next. */
    @GuardedBy("lock")
    private int batched;

    /** How many idle threads are told to leave. */
    @GuardedBy("lock")
    private long leaving;

    @GuardedBy("lock")
    private boolean refused;

    @GuardedBy("lock")
    private long refusedNanos;

    @GuardedBy("lock")
    private long stampNanos;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private int most;

    /** Whether something waits that goes before what is in the batches. Written under the lock. */
    private volatile boolean urgent;

    /** Whether the tasks that ended last were so short that waking a thread takes longer. */
    @GuardedBy("lock")
    private boolean brisk;

    /** Whether what runs is being interrupted, so that an interrupt is not taken for one that came too late. */
    private volatile boolean interrupting;

    Crew(WorkersOptions options, Budget budget) {
        this.options = options;
        this.budget = budget;
        factory = options.virtual() ? Threads.virtual(options.name()) : Threads.daemons(options.name());
        ticker = options.ticker();
        submitNanos = Durations.toNanos(options.submitTimeout());
        idleNanos = options.virtual() ? 0 : Durations.toNanos(options.idleTimeout());
        overruns = options.taskTimeout() == null ? null : new Overruns(this, options.taskTimeout());
        timetable = new Timetable(this);
        most = options.threads();
    }

    long now() {
        return ticker.getAsLong();
    }

    boolean isUrgent() {
        return urgent;
    }

    Task task(Runnable body, Priority priority) {
        Runnable toRun = options.context() == null ? body : options.context().apply(body);
        return new Task(body, toRun, priority);
    }

    /**
     * What is done under the lock takes less time than parking and being woken, so it is worth a few more tries. On a
     * single processor whoever holds it cannot go on meanwhile.
     */
    void enter() {
        for (int tries = SPINS; tries > 0; tries--) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }

    /** Takes the task, runs it in the submitter, or refuses it. */
    void submit(Task task) {
        Refusal refusal;
        Worker toWake;
        enter();
        try {
            refusal = takeOrRefuse(task);
            toWake = nextToWake();
        } finally {
            lock.unlock();
        }
        Sleepers.wake(toWake);
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
            tally.bySubmitters.ended(task, threw, now());
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private @Nullable Refusal takeOrRefuse(Task task) {
        if (closed) {
            return refusal(Refusal.Reason.CLOSED, 0);
        }
        stamp(task);
        if (queue.size() + entrance.size() >= idle) {
            grow(task.submittedNanos);
            admitBlocked();
        }
        // Nobody overtakes those who wait already.
        if (entrance.isEmpty() && hasPlace()) {
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

    /** Takes a task whose time has come. It was accepted before, so it needs no place; false when nobody could run it. */
    @GuardedBy("lock")
    boolean takeDue(Task task) {
        if (closed) {
            return false;
        }
        if (queue.size() + entrance.size() >= idle) {
            try {
                grow(task.submittedNanos);
            } catch (BudgetExceededException | CreationFailedException notOneThread) {
                tally.rejected--;
                return false;
            }
        }
        enqueue(task);
        Sleepers.wake(nextToWake());
        return true;
    }

    @GuardedBy("lock")
    private boolean hasPlace() {
        return queue.size() + batched < (long) options.queue() + idle;
    }

    /**
     * Reads the clock only for one of several tasks where many wait already: the reading takes as long as all the rest of
     * a submission. The others are shown as waiting since the last reading, and count in no percentile.
     */
    @GuardedBy("lock")
    private void stamp(Task task) {
        if (queue.size() < UNTIMED_FROM || (tally.submitted & UNTIMED_MASK) == 0) {
            stampNanos = now();
            task.timed = true;
        }
        task.submittedNanos = stampNanos;
    }

    @GuardedBy("lock")
    private void enqueue(Task task) {
        queue.add(task);
        tally.submitted++;
        sleepers.tell();
        if (task.priority == Priority.HIGH) {
            urgent = true;
        }
    }

    /** A sleeper, if there is something to do for it. It is woken outside the lock. */
    @GuardedBy("lock")
    private @Nullable Worker nextToWake() {
        return sleepers.hasAny() && (!queue.isEmpty() || hasUnclaimed()) ? sleepers.next() : null;
    }

    @GuardedBy("lock")
    private boolean hasUnclaimed() {
        return batched > 0 && workers.stream().anyMatch(worker -> worker.batch.left() > 0);
    }

    @GuardedBy("lock")
    private @Nullable Refusal awaitPlace(Task task) {
        long from = now();
        Refusal.Reason reason = Refusal.Reason.FULL;
        try {
            if (entrance.await(task, submitNanos)) {
                return null;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            reason = Refusal.Reason.INTERRUPTED;
        }
        if (reason == Refusal.Reason.FULL && !closed) {
            tally.gaveUp++;
        }
        return refusal(closed ? Refusal.Reason.CLOSED : reason, now() - from);
    }

    @GuardedBy("lock")
    private void admitBlocked() {
        while (!entrance.isEmpty() && hasPlace()) {
            Blocked next = entrance.admit();
            if (next != null) {
                enqueue(next.task);
            }
        }
        if (!brisk || queue.size() + batched <= options.queue() / 4 * 3) {
            entrance.tellAdmitted();
        }
    }

    @GuardedBy("lock")
    private Refusal refusal(Refusal.Reason reason, long waitedNanos) {
        if (reason != Refusal.Reason.FULL || options.whenFull() != Policy.CALLER_RUNS) {
            tally.rejected++;
        }
        return Refusal.of(reason, this, workers, queue.size() + batched, workers.size() - idle, most, waitedNanos);
    }

    /** Starts one more thread if it may. It throws only when there is none at all, for then nobody could run a task. */
    @GuardedBy("lock")
    private void grow(long now) {
        boolean none = workers.isEmpty();
        if (workers.size() >= most || (!none && refused && now - refusedNanos < REFUSED_NANOS)) {
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
            task.toRun.run();
            return task.failedQuietly();
        } catch (Throwable thrown) {
            reportUncaught(thrown);
            return true;
        }
    }

    void reportUncaught(Throwable thrown) {
        try {
            options.uncaught().uncaughtException(Thread.currentThread(), thrown);
        } catch (Throwable byHandler) {
            thrown.addSuppressed(byHandler);
            WorkersBuilder.LOG_UNCAUGHT.uncaughtException(Thread.currentThread(), thrown);
        }
    }

    /** What a worker does when it has nothing left: it reports its last task, if any, and waits for more; null ends it. */
    @Nullable
    Task next(Worker worker, boolean threw) {
        Worker toWake = null;
        enter();
        try {
            Task last = worker.current();
            if (last != null) {
                long now = now();
                worker.times.ended(last, threw, now);
                worker.setCurrent(null);
                idle++;
                brisk = worker.isBrisk(now) && options.queue() >= Batch.MOST;
            }
            for (long left = (long) (idleNanos * (1 - restraint)); ; left = rest(worker, left)) {
                admitBlocked();
                Task task = take(worker);
                if (task != null) {
                    begin(worker, task);
                    toWake = nextToWake();
                    return task;
                }
                if (closed || leaving > 0 || left <= 0 || workers.size() > most) {
                    leave(worker);
                    return null;
                }
            }
        } finally {
            lock.unlock();
            Sleepers.wake(toWake);
        }
    }

    @GuardedBy("lock")
    private long rest(Worker worker, long left) {
        if (worker.mayLinger()) {
            sleepers.linger();
            return left;
        }
        return sleepers.sleep(worker, left);
    }

    /** From the queue what is urgent, then the rest of the own batch, then the queue, then what others have not begun. */
    @GuardedBy("lock")
    private @Nullable Task take(Worker worker) {
        Task task = queue.hasUrgent() ? queue.poll() : worker.batch.claim();
        if (task == null) {
            batched -= worker.batch.size();
            worker.batch.clear();
            task = queue.poll();
            int spare = overruns != null || workers.size() < most ? 0 : queue.size() / workers.size();
            if (spare > 1) {
                worker.batch.fill(queue, Math.min(Batch.MOST, spare));
                batched += worker.batch.size();
            }
        }
        if (task == null && batched > 0) {
            for (Worker other : workers) {
                task = task == null ? other.batch.claim() : task;
            }
        }
        urgent = queue.hasUrgent();
        return task;
    }

    @GuardedBy("lock")
    private void begin(Worker worker, Task task) {
        idle--;
        leaving = Math.min(leaving, idle);
        // Under the lock, as is every interrupt of a task: so none that is meant for this task can be cleared here, and
        // none that was meant for the one before can reach it.
        Thread.interrupted();
        long now = now();
        worker.begin(task, now);
        if (queue.size() + entrance.size() > idle && !closed) {
            grow(now);
        }
        admitBlocked();
    }

    @GuardedBy("lock")
    private void leave(Worker worker) {
        idle--;
        leaving = Math.max(0, leaving - 1);
        workers.remove(worker);
        tally.former.addAll(worker.times);
        tally.threadNanos += now() - worker.bornNanos;
        budget.release(1);
        if (overruns != null && workers.isEmpty()) {
            overruns.lookAgain();
        }
        noteEnd();
    }

    /** Called whenever a thread has left, those that keep the time included. */
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
        return closed
                && workers.size() <= exceptFor
                && (exceptFor > 0 || ((overruns == null || !overruns.isRunning()) && !timetable.isRunning()));
    }

    /** Threads that become idle from now on wait for less long before they end. */
    void restrain(double share) {
        restraint = Math.max(0, Math.min(1, share));
    }

    /** Ends idle threads that no queued task counts on. */
    long reclaim(long amount) {
        lock.lock();
        try {
            long ending = Math.max(0, Math.min(amount, idle - leaving - queue.size() - batched));
            leaving += ending;
            sleepers.wakeAll();
            return ending;
        } finally {
            lock.unlock();
        }
    }

    void resize(int threads) {
        lock.lock();
        try {
            if (!closed) {
                budget.setLimit(threads + (long) WorkersOptions.THREADS_BESIDES);
                most = threads;
                sleepers.wakeAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int most() {
        lock.lock();
        try {
            return most;
        } finally {
            lock.unlock();
        }
    }

    /** From here on nothing is taken. Returns the threads that live now. */
    List<Thread> refuseNew() {
        lock.lock();
        try {
            closed = true;
            entrance.tellAll();
            sleepers.wakeAll();
            noteEnd();
            List<Thread> threads = new ArrayList<>();
            workers.forEach(worker -> threads.add(worker.thread));
            timetable.end(threads);
            if (overruns != null) {
                overruns.addThreadTo(threads);
            }
            return threads;
        } finally {
            lock.unlock();
        }
    }

    List<Task> dropQueued() {
        lock.lock();
        try {
            List<Task> notRun = new ArrayList<>();
            for (Worker worker : workers) {
                for (Task task = worker.batch.claim(); task != null; task = worker.batch.claim()) {
                    notRun.add(task);
                }
            }
            notRun.addAll(queue.inOrder());
            queue.clear();
            tally.discarded += notRun.size();
            sleepers.wakeAll();
            return notRun;
        } finally {
            lock.unlock();
        }
    }

    void interruptRunning() {
        lock.lock();
        try {
            interrupting = true;
            for (Worker worker : workers) {
                if (worker.current() != null) {
                    worker.thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts whoever runs this body, if anybody does. */
    void interrupt(Object body) {
        lock.lock();
        try {
            for (Worker worker : workers) {
                Task task = worker.current();
                if (task != null && task.body == body) {
                    worker.thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
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
