package dev.steward.work;

import dev.steward.platform.Threads;
import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Kind;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Describes {@link Workers}. Every option has a default that serves; {@link #build()} checks all of them together. Not
 * threadsafe.
 */
public final class WorkersBuilder implements Blueprint<Workers> {
    static final Thread.UncaughtExceptionHandler LOG_UNCAUGHT =
            (thread, thrown) -> System.getLogger(Workers.class.getName())
                    .log(Level.ERROR, "a task on " + thread.getName() + " threw and nobody caught it", thrown);

    private static final int MOST_THREADS = 1 << 15;
    private static final int QUEUED_PER_THREAD = 16;
    private static final double USUAL_BLOCKING_FACTOR = 9;
    private static final int USUAL_VIRTUAL = 1_000;
    private static final int MOST_VIRTUAL = 1 << 24;
    private static final int USUAL_SCHEDULED = 1_000;

    private final String name;
    private final Purpose purpose;
    private @Nullable Integer threads;
    private @Nullable Double blockingFactor;
    private @Nullable Integer queue;
    private Policy whenFull = Policy.BLOCK;
    private @Nullable Duration submitTimeout;
    private @Nullable Duration taskTimeout;
    private @Nullable Duration idleTimeout;
    private int scheduled = USUAL_SCHEDULED;
    private boolean batches = true;
    private @Nullable UnaryOperator<Runnable> context;
    private Thread.UncaughtExceptionHandler uncaught = LOG_UNCAUGHT;
    private LongSupplier ticker = System::nanoTime;
    private System.Logger logger = System.getLogger(Workers.class.getName());

    /** What the tasks do, which decides how many threads serve them. */
    enum Purpose {
        COMPUTE,
        WAIT,
        WAIT_VIRTUALLY
    }

    WorkersBuilder(String name, Purpose purpose) {
        this.name = name;
        this.purpose = purpose;
    }

    /**
     * How many threads there may be at most, which is how many tasks run at a time; by default what the purpose asks for
     * on this machine, and 1,000 for virtual threads.
     *
     * @param most at least 1
     * @return this builder
     */
    public WorkersBuilder threads(int most) {
        threads = most;
        return this;
    }

    /**
     * For how long a task waits per time that it computes, which sizes workers for I/O: {@code cores x (1 + factor)}; 9 by
     * default. Instead of {@link #threads}.
     *
     * @param factor 0 or more
     * @return this builder
     */
    public WorkersBuilder blockingFactor(double factor) {
        blockingFactor = factor;
        return this;
    }

    /**
     * How many tasks may wait for a thread; 16 for each thread by default. With 0, a task is taken only when a thread is
     * free for it.
     *
     * @param capacity 0 or more
     * @return this builder
     */
    public WorkersBuilder queue(int capacity) {
        queue = capacity;
        return this;
    }

    /**
     * What becomes of a task that finds the queue full; {@link Policy#BLOCK} by default.
     *
     * @param policy what to do
     * @return this builder
     */
    public WorkersBuilder whenFull(Policy policy) {
        whenFull = policy;
        return this;
    }

    /**
     * How long a submitter waits for a place in the queue; 30 s by default. Only with {@link Policy#BLOCK}.
     *
     * @param timeout zero does not wait
     * @return this builder
     */
    public WorkersBuilder submitTimeout(Duration timeout) {
        submitTimeout = timeout;
        return this;
    }

    /**
     * How long a task may run before it is interrupted; without limit by default. A future of that task fails with a
     * {@link java.util.concurrent.TimeoutException}. A task that takes no notice is reported with its stack, once, and
     * keeps its thread, since nothing can stop it. Watching takes one more thread from the budget while there are others. A
     * task that its submitter runs, see {@link Policy#CALLER_RUNS}, is not watched.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public WorkersBuilder taskTimeout(Duration timeout) {
        taskTimeout = timeout;
        return this;
    }

    /**
     * After what idle time a thread ends; 30 s by default. Virtual threads end as soon as nothing is left to do.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public WorkersBuilder idleTimeout(Duration timeout) {
        idleTimeout = timeout;
        return this;
    }

    /**
     * How many tasks may be scheduled for later at a time; 1,000 by default. They take no place in the queue.
     *
     * @param most 0 or more
     * @return this builder
     */
    public WorkersBuilder scheduled(int most) {
        scheduled = most;
        return this;
    }

    /**
     * Carries what belongs to the submitter, such as a trace or a class loader, over to the thread that runs the task.
     *
     * @param around called with each task on the thread that submits or schedules it; returns what is run in its place,
     *     which must run it
     * @return this builder
     */
    public WorkersBuilder context(UnaryOperator<Runnable> around) {
        context = around;
        return this;
    }

    /**
     * Who learns of what a task throws that was given to {@link Workers#execute}; by default the log. What a submitted
     * task throws is in its future.
     *
     * @param handler called on the thread of the task
     * @return this builder
     */
    public WorkersBuilder uncaught(Thread.UncaughtExceptionHandler handler) {
        uncaught = handler;
        return this;
    }

    /**
     * The clock by which tasks and threads are timed, for tests.
     *
     * @param nanos nanoseconds from an arbitrary origin; {@link System#nanoTime()} by default
     * @return this builder
     */
    public WorkersBuilder ticker(LongSupplier nanos) {
        ticker = nanos;
        return this;
    }

    /** Workers that come to the lock for each task, which is what makes an interrupt for one of them reach it or none. */
    WorkersBuilder oneByOne() {
        batches = false;
        return this;
    }

    /** Where stuck tasks are reported; tests listen here. */
    WorkersBuilder logger(System.Logger listener) {
        logger = listener;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return purpose == Purpose.WAIT_VIRTUALLY ? Workers.VIRTUAL_THREADS : Kind.THREADS;
    }

    @Override
    public Workers buildWithin(Budget budget) {
        int most = threads == null ? threadsForPurpose() : threads;
        refuseConflicts(budget, most);
        return Workers.started(
                new WorkersOptions(
                        name,
                        purpose == Purpose.WAIT_VIRTUALLY,
                        most,
                        queue == null ? (int) Math.min(Integer.MAX_VALUE, (long) most * QUEUED_PER_THREAD) : queue,
                        whenFull,
                        submitTimeout == null ? Duration.ofSeconds(30) : submitTimeout,
                        taskTimeout,
                        idleTimeout == null ? Duration.ofSeconds(30) : idleTimeout,
                        scheduled,
                        batches && taskTimeout == null,
                        context,
                        uncaught,
                        ticker,
                        logger),
                budget);
    }

    private int threadsForPurpose() {
        return switch (purpose) {
            case COMPUTE -> cores();
            case WAIT -> threadsFor(blockingFactor == null ? USUAL_BLOCKING_FACTOR : blockingFactor);
            case WAIT_VIRTUALLY -> USUAL_VIRTUAL;
        };
    }

    /** Those of the machine, or of the container's quota where that is less: the virtual machine looks at both. */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Goetz, Java Concurrency in Practice, 8.2: threads that keep the cores busy while others wait. */
    static int threadsFor(double blockingFactor) {
        return (int) Math.min(MOST_THREADS, Math.max(1, Math.round(cores() * (1 + blockingFactor))));
    }

    private void refuseConflicts(Budget budget, int most) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        conflicts.expect(
                blockingFactor == null || (blockingFactor >= 0 && Double.isFinite(blockingFactor)),
                "blockingFactor: must be 0 or more, got " + blockingFactor);
        conflicts.expect(
                blockingFactor == null || purpose == Purpose.WAIT,
                "blockingFactor: is for Workers.ioBound; what computes does not wait, and virtual threads need not be few");
        conflicts.expect(
                blockingFactor == null || threads == null,
                "blockingFactor: threads is set as well, choose one of them");
        boolean virtual = purpose == Purpose.WAIT_VIRTUALLY;
        int limit = virtual ? MOST_VIRTUAL : MOST_THREADS;
        conflicts.expect(most >= 1 && most <= limit, "threads: must be 1 to " + limit + ", got " + most);
        conflicts.expect(
                !virtual || Threads.hasVirtual(),
                "virtual threads: need Java 21 or later, this is "
                        + Runtime.version().feature() + "; use Workers.ioBound");
        conflicts.expect(
                !virtual || idleTimeout == null,
                "idleTimeout: virtual threads end at once when there is nothing to do");
        conflicts.expect(scheduled >= 0, "scheduled: must be 0 or more, got " + scheduled);
        conflicts.expect(queue == null || queue >= 0, "queue: must be 0 or more, got " + queue);
        conflicts.expectNotNegative("submitTimeout", submitTimeout);
        conflicts.expect(
                submitTimeout == null || whenFull == Policy.BLOCK,
                "submitTimeout: nobody waits with whenFull " + whenFull + ", leave it out or use BLOCK");
        conflicts.expectPositive("taskTimeout", taskTimeout);
        conflicts.expectPositive("idleTimeout", idleTimeout);
        conflicts.expectKind(budget, kind());
        conflicts.refuseIfAny("workers " + name);
    }
}
