package dev.steward.work;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a crew, and the task it runs now. Between the tasks of a batch it changes that by itself; all else about
 * it is guarded by the crew's lock.
 */
final class Worker {
    private static final long BRISK_NANOS = 20_000;
    private static final int WORTH_LINGERING = 8;
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Worker.class, "current", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Thread thread;
    final long bornNanos;
    final Batch batch = new Batch();
    final TaskTimes times = new TaskTimes();

    /** Whether it was taken out of the row of sleepers, and not yet come back to the lock. */
    boolean woken;

    private final Crew crew;
    private int sinceRest;
    private long passedNanos;
    private long passedTasks;
    private volatile @Nullable Task current;

    Worker(Crew crew, ThreadFactory factory, long bornNanos) {
        this.crew = crew;
        this.bornNanos = bornNanos;
        thread = factory.newThread(this::work);
    }

    @Nullable
    Task current() {
        return current;
    }

    /** Publishes the task's start along with it. Nobody but observers reads it, so the store need not be fenced. */
    void setCurrent(@Nullable Task task) {
        CURRENT.setRelease(this, task);
    }

    /** Whether its tasks since it came here last took so little time that waking somebody takes longer. */
    boolean isBrisk(long now) {
        long tasks = times.ended() - passedTasks;
        boolean brisk = now - passedNanos < tasks * BRISK_NANOS;
        passedTasks += tasks;
        passedNanos = now;
        return brisk;
    }

    /** Once after it has run several tasks without a rest. */
    boolean mayLinger() {
        boolean may = sinceRest >= WORTH_LINGERING;
        sinceRest = 0;
        return may;
    }

    void begin(Task task, long now) {
        task.startedNanos = now;
        times.began(task, now);
        sinceRest++;
        setCurrent(task);
    }

    private void work() {
        boolean threw = false;
        for (Task task = crew.next(this, threw); task != null; task = crew.next(this, threw)) {
            threw = crew.run(task);
            while (!crew.isUrgent()) {
                Task more = batch.claim();
                if (more == null) {
                    break;
                }
                long now = crew.now();
                times.ended(task, threw, now);
                if (Thread.interrupted()) {
                    crew.passOnInterrupt(thread);
                }
                begin(more, now);
                task = more;
                threw = crew.run(more);
            }
        }
    }
}
