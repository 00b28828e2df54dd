package dev.steward.work;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a crew, and the task it runs now. Between the tasks of a batch it changes that by itself; all else about
 * it is guarded by the crew's lock.
 *
 * <p>What it needs for each task is in fields of its own: whatever a submitter writes nearby, it would have to fetch from
 * another processor each time, which takes longer than a small task.
 *
 * <p>The clock is read where a task begins and ends whose submission was timed, and between all others as well unless
 * they take less than a microsecond. So the time that went into tasks is exact up to the last reading, and a task that was
 * not timed by itself is shown as running since then.
 */
final class Worker {
    private static final long BRISK_NANOS = 1_000;
    private static final int WORTH_LINGERING = 8;
    private static final VarHandle CURRENT;
    private static final VarHandle READ_NANOS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CURRENT = lookup.findVarHandle(Worker.class, "current", Runnable.class);
            READ_NANOS = lookup.findVarHandle(Worker.class, "readNanos", long.class);
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

    /** Of the task that runs now, where tasks have a timeout: whether it was interrupted, when, and whether reported. */
    boolean overran;

    long interruptedNanos;
    boolean reported;

    private final Crew crew;
    private final LongSupplier ticker;
    private boolean threw;
    private boolean timed;
    private boolean brisk;
    private int sinceReading;
    private int sinceTimed;
    private int sinceRest;
    private long passedNanos;
    private long passedTasks;

    /** Set while something waits that goes before what is in the batch. Written under the crew's lock. */
    private volatile boolean urgent;

    /** The last reading of the clock between two tasks. */
    private volatile long readNanos;

    private volatile @Nullable Runnable current;

    Worker(Crew crew, ThreadFactory factory, long bornNanos) {
        this.crew = crew;
        this.bornNanos = bornNanos;
        ticker = crew.options.ticker();
        thread = factory.newThread(this::work);
    }

    @Nullable
    Runnable current() {
        return current;
    }

    /** When the current task began; where tasks are too short to be timed each, one that came shortly before it. */
    long startedNanos() {
        return readNanos;
    }

    void setUrgent(boolean waits) {
        if (urgent != waits) {
            urgent = waits;
        }
    }

    /** What its tasks took on average since it came here last. */
    long pace(long now) {
        long tasks = times.ended() - passedTasks;
        long pace = (now - passedNanos) / Math.max(1, tasks);
        passedTasks += tasks;
        passedNanos = now;
        return pace;
    }

    /** Once after it has run several tasks without a rest. */
    boolean mayLinger() {
        boolean may = sinceRest >= WORTH_LINGERING;
        sinceRest = 0;
        return may;
    }

    /** It runs something from now on. Called under the crew's lock. */
    void begin(Runnable task, long stamp, long now) {
        overran = false;
        reported = false;
        passedNanos = now;
        sinceRest++;
        start(task, stamp, now);
    }

    /** What it ran is over. Called under the crew's lock. */
    void end(long now) {
        stop(now);
        show(null);
    }

    private void work() {
        for (Runnable task = crew.next(this); task != null; task = next()) {
            threw = crew.run(task);
        }
    }

    private @Nullable Runnable next() {
        int claimed = urgent ? Batch.NONE : batch.claim();
        return claimed == Batch.NONE ? crew.next(this) : turnTo(batch.take(claimed), batch.stamp(claimed));
    }

    private Runnable turnTo(Runnable task, long stamp) {
        if (Thread.interrupted()) {
            crew.closing.passOnInterrupt(thread);
        }
        sinceRest++;
        if (timed || !brisk || Stamps.isOwn(stamp)) {
            long now = ticker.getAsLong();
            stop(now);
            start(task, stamp, now);
        } else {
            count();
            show(task);
        }
        return task;
    }

    private void count() {
        times.ended(threw);
        sinceReading++;
        sinceTimed++;
    }

    private void stop(long now) {
        count();
        long took = now - (long) READ_NANOS.get(this);
        times.worked(took);
        brisk = took < sinceReading * BRISK_NANOS;
        sinceReading = 0;
        if (timed) {
            times.ran(took, sinceTimed);
            sinceTimed = 0;
        }
    }

    private void start(Runnable task, long stamp, long now) {
        READ_NANOS.setOpaque(this, now);
        boolean own = Stamps.isOwn(stamp);
        if (own) {
            times.waited(Math.max(0, now - stamp));
        }
        timed = own || !brisk;
        show(task);
    }

    /** Nobody but observers reads it, so the store need not be fenced. */
    private void show(@Nullable Runnable task) {
        CURRENT.setRelease(this, task);
    }
}
