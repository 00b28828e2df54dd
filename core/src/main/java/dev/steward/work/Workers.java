package dev.steward.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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
public final class Workers extends AbstractExecutorService implements Managed {
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
        int watcher = options.taskTimeout() == null ? 0 : 1;
        Workers workers = new Workers(options, budget.child(options.name(), (long) options.threads() + watcher));
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
        return new WorkersBuilder(name, false);
    }

    /**
     * Workers for tasks that wait for others most of the time: ten threads for each processor, or what
     * {@link WorkersBuilder#blockingFactor} says.
     *
     * @param name their name, and that of their threads
     * @return the builder
     */
    public static WorkersBuilder ioBound(String name) {
        return new WorkersBuilder(name, true);
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
        crew.submit(new Task(task, crew.now()));
    }

    @Override
    protected <V extends @Nullable Object> RunnableFuture<V> newTaskFor(Runnable task, V value) {
        return new Submission<>(Executors.callable(task, value), task.getClass(), crew.options.taskTimeout());
    }

    @Override
    protected <V extends @Nullable Object> RunnableFuture<V> newTaskFor(Callable<V> task) {
        return new Submission<>(task, task.getClass(), crew.options.taskTimeout());
    }

    @Override
    public String name() {
        return crew.options.name();
    }

    @Override
    public Kind kind() {
        return Kind.THREADS;
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

    /**
     * What they have done so far.
     *
     * @return the figures, taken together
     */
    public WorkersStatistics statistics() {
        return roll.statistics();
    }

    /** Ends idle threads. */
    @Override
    public long reclaim(long amount) {
        return crew.reclaim(amount);
    }

    @Override
    public boolean isClosed() {
        return crew.isClosed();
    }

    /** Refuses new tasks; those that were accepted still run. Does not wait for them. */
    @Override
    public void shutdown() {
        crew.refuseNew();
    }

    /**
     * Refuses new tasks, drops what is queued, and interrupts what runs. Does not wait. The futures of what was dropped
     * are left as they are.
     *
     * @return what was dropped
     */
    @Override
    public List<Runnable> shutdownNow() {
        crew.refuseNew();
        List<Task> notRun = crew.drain();
        crew.interruptRunning();
        return notRun.stream().map(task -> task.body).toList();
    }

    @Override
    public boolean isShutdown() {
        return crew.isClosed();
    }

    @Override
    public boolean isTerminated() {
        return crew.hasEnded();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return crew.awaitEnd(unit.toNanos(timeout));
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
        List<Thread> threads = crew.refuseNew();
        List<Holding> stillHeld = List.of();
        List<Throwable> failures = new ArrayList<>();
        boolean ended = false;
        try {
            ended = crew.awaitEnd(interrupted ? 0 : Durations.toNanos(deadline));
        } catch (InterruptedException enough) {
            interrupted = true;
        }
        if (!ended) {
            stillHeld = holdings();
            dropQueued(deadline, failures);
            crew.interruptRunning();
        }
        interrupted |= awaitEndOf(threads);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new CloseReport(name(), Duration.ofNanos(System.nanoTime() - started), stillHeld, failures);
    }

    private void dropQueued(Duration deadline, List<Throwable> failures) {
        List<Task> notRun = crew.drain();
        notRun.forEach(Task::cancel);
        if (!notRun.isEmpty()) {
            failures.add(new ResourceClosedException(
                    name(),
                    name() + ": " + notRun.size() + " queued tasks were not run when the deadline of "
                            + Durations.format(deadline) + " had passed; the first is "
                            + notRun.get(0).label() + ". Next: close with a longer deadline",
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
