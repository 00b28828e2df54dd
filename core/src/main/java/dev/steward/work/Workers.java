package dev.steward.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Awaiting;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Resizable;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An executor whose threads are drawn from a budget, one unit each for as long as it lives. Make one for each purpose:
 *
 * <pre>{@code
 * try (Workers fetchers = Workers.ioBound("fetch").queue(100).taskTimeout(Duration.ofSeconds(20)).build()) {
 *     Future<Page> page = fetchers.submit(() -> fetch(url));
 * }
 * }</pre>
 *
 * <p>Threads are daemons named {@code name-1}, {@code name-2} and so on, started when a task finds none idle and ended
 * after an idle time. When the budget refuses one more, those that live carry on; when there is none at all, the submitter
 * gets the budget's {@link dev.steward.resource.BudgetExceededException}. The queue is bounded; {@link Policy} says what
 * a full one means. Threadsafe.
 */
public final class Workers extends AbstractExecutorService implements Resizable {
    /** What workers on virtual threads draw: they are no threads of the system, but as many tasks at a time. */
    public static final Kind VIRTUAL_THREADS = Kind.of("virtual-threads", "virtual threads");

    /** How long a close waits, beyond its deadline, for the tasks that it has interrupted. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(250);

    private final Crew crew;
    private final Roll roll;
    private final ReentrantLock closing = new ReentrantLock();

    @GuardedBy("closing")
    private @Nullable CloseReport report;

    private Workers(WorkersOptions options, Budget budget) {
        crew = new Crew(options, budget);
        roll = new Roll(crew);
    }

    static Workers started(WorkersOptions options, Budget budget) {
        long most = options.threads() + (long) WorkersOptions.THREADS_BESIDES;
        Workers workers = new Workers(options, budget.child(options.name(), most));
        Census.enter(workers);
        return workers;
    }

    /**
     * Workers for tasks that compute: as many threads as there are processors.
     *
     * @param name their name, and that of their threads
     * @return the builder
     */
    public static WorkersBuilder cpuBound(String name) {
        return new WorkersBuilder(name, WorkersBuilder.Purpose.COMPUTE);
    }

    /**
     * Workers for tasks that wait for others most of the time: ten threads for each processor, or what
     * {@link WorkersBuilder#blockingFactor} says.
     *
     * @param name their name, and that of their threads
     * @return the builder
     */
    public static WorkersBuilder ioBound(String name) {
        return new WorkersBuilder(name, WorkersBuilder.Purpose.WAIT);
    }

    /**
     * Workers for tasks that wait, each on a virtual thread: {@link WorkersBuilder#threads} says how many of them run at a
     * time, 1,000 by default, drawn from a budget of the kind {@link #VIRTUAL_THREADS}. Needs Java 21.
     *
     * @param name their name, and that of their threads
     * @return the builder
     */
    public static WorkersBuilder virtual(String name) {
        return new WorkersBuilder(name, WorkersBuilder.Purpose.WAIT_VIRTUALLY);
    }

    /**
     * Has the task run, at some time, by one of the threads.
     *
     * @param task what to run; what it throws goes to the handler for the uncaught
     * @throws dev.steward.resource.SaturatedException if the queue is full, and was so for the submit timeout
     * @throws dev.steward.resource.ResourceClosedException if the workers are closed, or were while it waited
     * @throws dev.steward.resource.AcquireInterruptedException if the submitter is interrupted while it waits
     * @throws dev.steward.resource.BudgetExceededException if the budget refuses the only thread
     */
    @Override
    public void execute(Runnable task) {
        crew.submit(task, Priority.NORMAL);
    }

    /**
     * Like {@link #execute(Runnable)}, before or after others that wait.
     *
     * @param task what to run
     * @param priority which of those that wait it goes before
     */
    public void execute(Runnable task, Priority priority) {
        crew.submit(task, priority);
    }

    /**
     * Like {@link #submit(Callable)}, before or after others that wait.
     *
     * @param <V> what the task results in
     * @param task what to run
     * @param priority which of those that wait it goes before
     * @return the future of its result
     */
    public <V extends @Nullable Object> Future<V> submit(Callable<V> task, Priority priority) {
        RunnableFuture<V> future = newTaskFor(task);
        crew.submit(future, priority);
        return future;
    }

    /**
     * Has a task run later, once. Like all scheduled tasks it takes no place in the queue when its time has come, and is
     * cancelled by a close that comes first. While tasks are scheduled, one more thread is drawn from the budget.
     *
     * @param <V> what the task results in
     * @param task what to run
     * @param delay in what time; zero or less for as soon as possible
     * @return the future of its result
     * @throws dev.steward.resource.SaturatedException if as many tasks are scheduled as may be
     * @throws dev.steward.resource.ResourceClosedException if the workers are closed
     * @throws dev.steward.resource.BudgetExceededException if the budget refuses the thread that keeps the time
     */
    public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> task, Duration delay) {
        return enter(task, task.getClass(), delay, Appointment.Repetition.ONCE, Duration.ofNanos(1));
    }

    /**
     * Has a task run again and again, each time so long after the last time was due. It never runs twice at once; when it
     * takes longer than the period, the next follows at once. What it throws is reported as uncaught and ends it.
     *
     * @param task what to run
     * @param first in what time it runs first
     * @param period the time from one beginning to the next, more than zero
     * @return a future that ends when the task is cancelled or throws
     * @throws IllegalArgumentException if the period is not more than zero
     * @throws dev.steward.resource.SaturatedException if as many tasks are scheduled as may be
     * @throws dev.steward.resource.ResourceClosedException if the workers are closed
     */
    public ScheduledFuture<?> repeatAtRate(Runnable task, Duration first, Duration period) {
        return enter(callable(task), task.getClass(), first, Appointment.Repetition.AT_RATE, period);
    }

    /**
     * Has a task run again and again, with a pause in between. What it throws is reported as uncaught and ends it.
     *
     * @param task what to run
     * @param first in what time it runs first
     * @param pause the time from one end to the next beginning, more than zero
     * @return a future that ends when the task is cancelled or throws
     * @throws IllegalArgumentException if the pause is not more than zero
     * @throws dev.steward.resource.SaturatedException if as many tasks are scheduled as may be
     * @throws dev.steward.resource.ResourceClosedException if the workers are closed
     */
    public ScheduledFuture<?> repeatWithPause(Runnable task, Duration first, Duration pause) {
        return enter(callable(task), task.getClass(), first, Appointment.Repetition.WITH_DELAY, pause);
    }

    private static Callable<@Nullable Object> callable(Runnable task) {
        return () -> {
            task.run();
            return null;
        };
    }

    private <V extends @Nullable Object> Appointment<V> enter(
            Callable<V> task, Class<?> type, Duration delay, Appointment.Repetition repetition, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException(
                    name() + ": a repeated task needs a time of more than zero in between, got " + period);
        }
        Appointment<V> appointment = new Appointment<>(
                crew.timetable,
                task,
                type,
                crew.now() + Math.max(0, Math.min(Durations.toNanos(delay), Long.MAX_VALUE / 4)),
                repetition,
                Durations.toNanos(period));
        crew.timetable.enter(appointment.within(crew.options.context()));
        return appointment;
    }

    /**
     * Changes how many threads there may be, within the budget. Threads beyond it end when they are idle.
     *
     * @param threads at least 1
     * @throws IllegalArgumentException if it is less
     */
    public void resize(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(name() + ": threads must be 1 or more, got " + threads);
        }
        crew.resize(threads);
    }

    /** {@inheritDoc} Idle threads all end in time. */
    @Override
    public int leastSize() {
        return 0;
    }

    @Override
    public int mostSize() {
        return crew.mostThreads();
    }

    /** {@inheritDoc} They keep no threads for want of work, so there is no minimum to set. */
    @Override
    public void resize(int min, int max) {
        resize(max);
    }

    /**
     * How many threads the tasks of these workers ask for, from what they were measured to wait and to compute.
     *
     * @return the figures; reading them costs a system call for each thread
     */
    public WorkersAdvice advice() {
        return Measurement.of(crew);
    }

    /**
     * Resizes to what {@link #advice()} says, if it has measured enough to say anything.
     *
     * @return the advice that was followed
     */
    public WorkersAdvice resizeAsMeasured() {
        WorkersAdvice advice = advice();
        if (advice.isMeasured()) {
            resize(advice.recommended());
        }
        return advice;
    }

    @Override
    protected <V extends @Nullable Object> RunnableFuture<V> newTaskFor(Runnable task, V value) {
        return new Submission<>(Executors.callable(task, value), task.getClass(), crew.options.taskTimeout());
    }

    @Override
    protected <V extends @Nullable Object> RunnableFuture<V> newTaskFor(Callable<V> task) {
        return new Submission<>(task, task.getClass(), crew.options.taskTimeout());
    }

    /** Interrupts a task that runs, and leaves its future as it is. */
    void interrupt(Future<?> task) {
        crew.interrupt(task);
    }

    @Override
    public String name() {
        return crew.options.name();
    }

    @Override
    public Kind kind() {
        return crew.options.kind();
    }

    @Override
    public Budget budget() {
        return crew.budget;
    }

    /**
     * Threads that may be, are busy and are idle. Tasks in the queue, and submitters that wait for a place in it, are
     * waiting; those who gave up waiting for one have timed out.
     */
    @Override
    public Usage usage() {
        return roll.usage();
    }

    /** The tasks that run now, each labelled with its class. */
    @Override
    public List<Holding> holdings() {
        return roll.holdings();
    }

    /** The tasks in the queue, then the submitters that wait for a place in it; the first hundred of them. */
    @Override
    public List<Waiting> waiting() {
        return roll.waiting();
    }

    /** Ends the wait for a task that is still in the queue by failing that task, which is then not run. */
    @Override
    public boolean refuse(Waiting waiting, Supplier<? extends ResourceException> refusal) {
        if (!(waiting.ticket() instanceof Awaiting awaiting)) {
            return false;
        }
        Submission<?> queued = roll.queuedFor(awaiting.waiter());
        if (queued == null) {
            return false;
        }
        queued.refuse(refusal.get());
        return true;
    }

    /** Threads in {@code get()} of a future for a task that has not ended. */
    @Override
    public List<Awaiting> awaiting() {
        return roll.awaiting();
    }

    /**
     * What they have done so far.
     *
     * @return the figures, taken together
     */
    public WorkersStatistics statistics() {
        return roll.statistics();
    }

    /** {@inheritDoc} Idle threads end sooner. */
    @Override
    public void restrain(double share) {
        crew.restrain(share);
    }

    /** Ends idle threads. */
    @Override
    public long reclaim(long amount) {
        return crew.reclaim(amount);
    }

    @Override
    public boolean isClosed() {
        return crew.closing.isClosed();
    }

    /** Refuses new tasks; those that were accepted still run. Does not wait for them. */
    @Override
    public void shutdown() {
        crew.closing.refuseNew();
    }

    /**
     * Refuses new tasks, drops what is queued, and interrupts what runs. Does not wait. The futures of what was dropped
     * are left as they are.
     *
     * @return what was dropped
     */
    @Override
    public List<Runnable> shutdownNow() {
        crew.closing.refuseNew();
        List<Runnable> notRun = crew.closing.dropQueued();
        crew.closing.interruptRunning();
        return notRun.stream().map(Task::body).toList();
    }

    @Override
    public boolean isShutdown() {
        return crew.closing.isClosed();
    }

    @Override
    public boolean isTerminated() {
        return crew.closing.hasEnded();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return crew.closing.awaitEnd(unit.toNanos(timeout));
    }

    /**
     * Refuses new tasks and runs what is queued, until the deadline. What has not begun by then is dropped and returned,
     * and its futures are cancelled; what runs goes on, and {@link #close(Duration)} ends it.
     *
     * @param deadline how long to wait at most
     * @return what did not run, in the order in which it would have; empty when everything did
     * @throws InterruptedException if the caller is interrupted while it waits; nothing is dropped then
     */
    public List<Runnable> drain(Duration deadline) throws InterruptedException {
        crew.closing.refuseNew();
        if (crew.closing.awaitEnd(Durations.toNanos(deadline))) {
            return List.of();
        }
        List<Runnable> notRun = crew.closing.dropQueued();
        notRun.forEach(Task::cancel);
        return notRun.stream().map(Task::body).toList();
    }

    /** Closes with {@link #CLOSE_DEADLINE}. Java 19 gave executors a close of their own, which waits without limit. */
    @Override
    public void close() {
        close(CLOSE_DEADLINE);
    }

    /**
     * Refuses new tasks and runs what is queued until the deadline. Then it drops the rest, whose futures are cancelled and
     * whose number is among the failures, and interrupts what runs, which the report lists; it waits a quarter of a
     * second more for that to end. An interrupted caller does not wait at all. A task may close its own workers; it is
     * not waited for.
     */
    @Override
    public CloseReport close(Duration deadline) {
        closing.lock();
        try {
            if (report == null) {
                report = closeNow(deadline);
            }
            return report;
        } finally {
            closing.unlock();
        }
    }

    private CloseReport closeNow(Duration deadline) {
        long started = System.nanoTime();
        boolean interrupted = Thread.interrupted();
        List<Thread> threads = crew.closing.refuseNew();
        List<Holding> stillHeld = List.of();
        List<Throwable> failures = new ArrayList<>();
        boolean ended = false;
        try {
            ended = crew.closing.awaitEnd(interrupted ? 0 : Durations.toNanos(deadline));
        } catch (InterruptedException enough) {
            interrupted = true;
        }
        if (!ended) {
            stillHeld = holdings();
            dropQueued(deadline, failures);
            crew.closing.interruptRunning();
        }
        interrupted |= awaitEndOf(threads);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new CloseReport(name(), Duration.ofNanos(System.nanoTime() - started), stillHeld, failures);
    }

    private void dropQueued(Duration deadline, List<Throwable> failures) {
        List<Runnable> notRun = crew.closing.dropQueued();
        notRun.forEach(Task::cancel);
        if (!notRun.isEmpty()) {
            failures.add(new ResourceClosedException(
                    name(),
                    name() + ": " + notRun.size() + " queued tasks were not run when the deadline of "
                            + Durations.format(deadline) + " had passed; the first is "
                            + Task.label(notRun.get(0)) + ". Next: close with a longer deadline, or drain before",
                    null));
        }
    }

    /** Returns whether it was interrupted. That a task has ended says little of its thread, so it waits for those. */
    private static boolean awaitEndOf(List<Thread> threads) {
        long until = System.nanoTime() + AFTER_INTERRUPT.toNanos();
        try {
            for (Thread thread : threads) {
                if (thread != Thread.currentThread()) {
                    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
                }
            }
            return false;
        } catch (InterruptedException enough) {
            return true;
        }
    }
}
