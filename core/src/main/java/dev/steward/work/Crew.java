package dev.steward.work;

import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * <p>A task counts on an idle thread from the moment it is queued: the queue may hold {@code capacity + idle} tasks. No
 * task is queued unless there is a thread, and no thread leaves while a task is queued, so none is ever stranded; that
 * none is slept through is for {@link Sleepers} to say. Who waits to submit is in the line until its task is queued or it
 * has given up, and both are done under the lock, so it is one of the two. Nothing is queued once the closing has begun.
 * Cases: {@code SubmitAgainstSleep}, {@code AdmissionAgainstTimeout}, {@code ShutdownAgainstSubmit}, {@code
 * ShutdownAgainstBlocked}, {@code CancelAgainstStart}.
 *
 * <p>A worker that finds a long queue takes a {@link Batch}, so that it need not come to the lock for each task; what is
 * in a batch still counts as queued for the bound. Not where single tasks are interrupted, as for their timeout: that is
 * done under the lock. Threadsafe: all that changes is guarded by the lock, and so are the parts that it is made of. What does not
 * take the lock itself, but for {@link #run}, is called by those who hold it.
 */
final class Crew {
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 50 : 0;

    /** What waking a thread takes, more or less, until it runs a task. */
    private static final long WAKING_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private static final long BRISK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /** Tasks that take less than this cost less than coming to the lock for each. */
    private static final long TINY_NANOS = TimeUnit.MICROSECONDS.toNanos(1);

    final ReentrantLock lock = new ReentrantLock();

    final Lanes queue = new Lanes();

    final Tally tally = new Tally();

    final Entrance entrance = new Entrance(this);
    final WorkersOptions options;
    final Budget budget;
    final Timetable timetable;
    final Roster roster;
    final Closing closing;
    private final Sleepers sleepers = new Sleepers(this);
    private final Stamps stamps;
    private final LongSupplier ticker;
    private final @Nullable Overruns overruns;
    private final long submitNanos;
    private final long idleNanos;

    /** How much it is held back, from 0.0 to 1.0. */
    private volatile double restraint;

    /** The most that can be left in batches: as many as there were when each was filled, or looked at, last. */
    private int batched;

    /** What the tasks that ended last took on average. */
    private long paceNanos = BRISK_NANOS;

    Crew(WorkersOptions options, Budget budget) {
        this.options = options;
        this.budget = budget;
        ticker = options.ticker();
        stamps = new Stamps(ticker);
        submitNanos = Durations.toNanos(options.submitTimeout());
        idleNanos = options.virtual() ? 0 : Durations.toNanos(options.idleTimeout());
        overruns = options.taskTimeout() == null ? null : new Overruns(this, options.taskTimeout());
        timetable = new Timetable(this);
        roster = new Roster(this, overruns);
        closing = new Closing(this, overruns);
    }

    long now() {
        return ticker.getAsLong();
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
    void submit(Runnable body, Priority priority) {
        Runnable task = options.context() == null
                ? body
                : new Task.InContext(body, options.context().apply(body));
        Refusal refusal;
        Worker toWake;
        enter();
        try {
            refusal = takeOrRefuse(task, priority);
            toWake = nextToWake();
        } finally {
            lock.unlock();
        }
        Sleepers.wake(toWake);
        if (refusal != null) {
            runOrThrow(task, refusal);
        }
    }

    private void runOrThrow(Runnable task, Refusal refusal) {
        if (refusal.reason() != Refusal.Reason.FULL || options.whenFull() != Policy.CALLER_RUNS) {
            throw refusal.toException();
        }
        long started = now();
        boolean threw = run(task);
        lock.lock();
        try {
            long took = now() - started;
            tally.bySubmitters.ended(threw);
            tally.bySubmitters.worked(took);
            tally.bySubmitters.ran(took, 1);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Refusal takeOrRefuse(Runnable task, Priority priority) {
        if (closing.hasBegun()) {
            return refusal(Refusal.Reason.CLOSED, 0);
        }
        long stamp = stamps.next(!queue.isEmpty());
        if (queue.size() + entrance.size() >= roster.idle()) {
            grow();
            admitBlocked();
        }
        // Nobody overtakes those who wait already.
        if (entrance.isEmpty() && hasPlace()) {
            enqueue(task, priority, stamp);
            return null;
        }
        return switch (options.whenFull()) {
            case BLOCK -> awaitPlace(task, priority, stamp);
            case REJECT -> refusal(Refusal.Reason.FULL, 0);
            case CALLER_RUNS -> {
                tally.submitted++;
                yield refusal(Refusal.Reason.FULL, 0);
            }
        };
    }

    private void grow() {
        try {
            roster.grow();
        } catch (BudgetExceededException | CreationFailedException notOneThread) {
            tally.rejected++;
            throw notOneThread;
        }
    }

    /** Takes a task whose time has come. It was accepted before, so it needs no place; false when nobody could run it. */
    boolean takeDue(Runnable task, long dueNanos) {
        if (closing.hasBegun()) {
            return false;
        }
        if (queue.size() + entrance.size() >= roster.idle()) {
            try {
                roster.grow();
            } catch (BudgetExceededException | CreationFailedException notOneThread) {
                return false;
            }
        }
        // A scheduled task counts as submitted when it was due, so what it waits is what it is late.
        enqueue(task, Priority.NORMAL, Stamps.own(dueNanos));
        Sleepers.wake(nextToWake());
        return true;
    }

    private int waiting() {
        return queue.size() + batched;
    }

    private boolean hasPlace() {
        long places = (long) options.queue() + roster.idle();
        if (batched > 0 && waiting() >= places) {
            recountBatches();
        }
        return waiting() < places;
    }

    /**
     * Others may have run what a worker took along and has not come back to, while it is still at its first task. Only the
     * batches know, and looking at them takes their memory from those who work on them; so it is done where it matters, and
     * a task that never ends keeps no place taken that is free.
     */
    private void recountBatches() {
        int left = 0;
        for (Worker worker : roster.all()) {
            left += worker.batch.recount();
        }
        batched = left;
    }

    private void enqueue(Runnable task, Priority priority, long stamp) {
        if (priority == Priority.HIGH && !queue.hasUrgent()) {
            roster.all().forEach(worker -> worker.setUrgent(true));
        }
        queue.add(task, priority, stamp);
        tally.submitted++;
        sleepers.tell();
    }

    /** A sleeper, if there is something to do for it. It is woken outside the lock. */
    private @Nullable Worker nextToWake() {
        return queue.isEmpty() && batched == 0 ? null : sleepers.next();
    }

    /** Whether something waits that a worker could take which has nothing to do. */
    boolean hasWaiting() {
        return !queue.isEmpty() || (batched > 0 && roster.all().stream().anyMatch(worker -> worker.batch.left() > 0));
    }

    long submitted() {
        return tally.submitted;
    }

    /** Whether the tasks that ended last were so short that waking a thread takes longer. */
    boolean isBrisk() {
        return paceNanos < BRISK_NANOS;
    }

    /** Whether the tasks are so small that a worker should let a few come together before it fetches them. */
    private boolean isWorthGathering() {
        return paceNanos < TINY_NANOS
                && SPINS > 0
                && options.batches()
                && waiting() < Batch.MOST
                && !queue.hasUrgent()
                && !closing.hasBegun();
    }

    /** Whether those who run get through all that waits before another could be woken. */
    boolean getsOnAlone() {
        return roster.busy() > 0 && waiting() * paceNanos < WAKING_NANOS && isBrisk();
    }

    private @Nullable Refusal awaitPlace(Runnable task, Priority priority, long stamp) {
        long from = now();
        Refusal.Reason reason = Refusal.Reason.FULL;
        try {
            if (entrance.await(task, priority, stamp, submitNanos, isBrisk())) {
                return null;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            reason = Refusal.Reason.INTERRUPTED;
        }
        if (reason == Refusal.Reason.FULL && !closing.hasBegun()) {
            tally.gaveUp++;
        }
        return refusal(closing.hasBegun() ? Refusal.Reason.CLOSED : reason, now() - from);
    }

    /** Not once it closes: who waits in the line then is told so, and must not be taken in after all by who is quicker. */
    private void admitBlocked() {
        while (!closing.hasBegun() && !entrance.isEmpty() && hasPlace()) {
            Blocked next = entrance.admit();
            if (next != null) {
                enqueue(next.task, next.priority, next.stamp);
            }
        }
        if (!isBrisk() || options.queue() < Batch.MOST || waiting() <= options.queue() / 2) {
            entrance.tellAdmitted();
        }
    }

    private Refusal refusal(Refusal.Reason reason, long waitedNanos) {
        if (reason != Refusal.Reason.FULL || options.whenFull() != Policy.CALLER_RUNS) {
            tally.rejected++;
        }
        return Refusal.of(reason, this, waiting(), waitedNanos);
    }

    /** Runs the task and says whether it threw. A future keeps its failure; what else is thrown goes to the handler. */
    boolean run(Runnable task) {
        try {
            task.run();
            return Task.failedQuietly(task);
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
    Runnable next(Worker worker) {
        Worker toWake = null;
        enter();
        try {
            long now = now();
            if (worker.current() != null) {
                worker.end(now);
                roster.isIdle();
                paceNanos = worker.pace(now);
                if (isWorthGathering()) {
                    sleepers.gather();
                    now = now();
                }
            }
            for (long left = (long) (idleNanos * (1 - restraint)); ; left = rest(worker, left), now = now()) {
                admitBlocked();
                Runnable task = take(worker, now);
                if (task != null) {
                    toWake = nextToWake();
                    return task;
                }
                if (closing.hasBegun() || left <= 0 || roster.hasSurplus()) {
                    leave(worker, now);
                    return null;
                }
            }
        } finally {
            lock.unlock();
            Sleepers.wake(toWake);
        }
    }

    private long rest(Worker worker, long left) {
        if (worker.mayLinger()) {
            sleepers.linger();
            return left;
        }
        return sleepers.sleep(worker, left);
    }

    /** From the queue what is urgent, then the rest of the own batch, then the queue, then what others have not begun. */
    private @Nullable Runnable take(Worker worker, long now) {
        Runnable task =
                queue.hasUrgent() ? begin(worker, queue.poll(), queue.stamp(), now) : claim(worker, worker, now);
        if (task == null) {
            batched -= worker.batch.counted();
            worker.batch.clear();
            task = begin(worker, queue.poll(), queue.stamp(), now);
            int spare = overruns != null || !roster.isComplete()
                    ? 0
                    : isBrisk() ? queue.size() : queue.size() / roster.size();
            if (spare > 1) {
                worker.batch.fill(queue, Math.min(Batch.MOST, spare));
                batched += worker.batch.counted();
            }
        }
        if (task == null && batched > 0) {
            for (Worker other : roster.all()) {
                task = task == null ? claim(worker, other, now) : task;
            }
        }
        worker.setUrgent(queue.hasUrgent());
        return task;
    }

    private @Nullable Runnable claim(Worker worker, Worker from, long now) {
        int claimed = from.batch.claim();
        return claimed == Batch.NONE ? null : begin(worker, from.batch.take(claimed), from.batch.stamp(claimed), now);
    }

    private @Nullable Runnable begin(Worker worker, @Nullable Runnable task, long stamp, long now) {
        if (task == null) {
            return null;
        }
        roster.isBusy();
        // An interrupt that came too late for the task before goes no further. None that is meant for this one can be
        // cleared here: they are sent under the lock to who runs the task, or by its future once that has begun to run.
        Thread.interrupted();
        worker.begin(task, stamp, now);
        if (queue.size() + entrance.size() > roster.idle() && !closing.hasBegun()) {
            grow();
        }
        admitBlocked();
        return task;
    }

    private void leave(Worker worker, long now) {
        roster.strike(worker);
        tally.former.addAll(worker.times);
        tally.threadNanos += now - worker.bornNanos;
        closing.noteEnd();
    }

    /** Threads that become idle from now on wait for less long before they end. */
    void restrain(double share) {
        restraint = Math.max(0, Math.min(1, share));
    }

    /** How many threads there may be. */
    int mostThreads() {
        lock.lock();
        try {
            return roster.most();
        } finally {
            lock.unlock();
        }
    }

    /** Ends idle threads that no queued task counts on. */
    long reclaim(long amount) {
        lock.lock();
        try {
            long ending = roster.dismiss(amount, waiting());
            sleepers.wakeAll();
            return ending;
        } finally {
            lock.unlock();
        }
    }

    void resize(int threads) {
        lock.lock();
        try {
            if (!closing.hasBegun()) {
                roster.resize(threads);
                sleepers.wakeAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** In the queue, and behind it what a worker has taken along and not begun. */
    List<Queued> queued() {
        List<Queued> queued = queue.inOrder();
        roster.all().forEach(worker -> worker.batch.addTo(queued));
        return queued;
    }

    /** Interrupts whoever runs this body, if anybody does. */
    void interrupt(Object body) {
        lock.lock();
        try {
            for (Worker worker : roster.all()) {
                Runnable task = worker.current();
                if (task != null && Task.body(task) == body) {
                    worker.thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void wakeAll() {
        entrance.tellAll();
        sleepers.wakeAll();
    }
}
