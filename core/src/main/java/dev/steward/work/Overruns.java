package dev.steward.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Durations;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts tasks that run over their timeout, and reports those that take no notice. It has a thread only while the
 * crew has, drawn from the same budget.
 *
 * <p>Tasks do not announce themselves: a task that starts after one look cannot be over before the timeout has passed
 * once more, so looking again after that time at the latest, or when the next of those that run now is due, misses none.
 */
final class Overruns {
    private static final long LONGEST_GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Crew crew;
    private final Duration timeout;
    private final long timeoutNanos;
    private final long graceNanos;
    private final Condition look;

    private @Nullable Thread thread;

    private record Deaf(Thread thread, String label) {}

    Overruns(Crew crew, Duration timeout) {
        this.crew = crew;
        this.timeout = timeout;
        timeoutNanos = Durations.toNanos(timeout);
        graceNanos = Math.min(timeoutNanos, LONGEST_GRACE_NANOS);
        look = crew.lock.newCondition();
    }

    /** Called, like the other methods for the crew, under its lock. */
    boolean isRunning() {
        return thread != null;
    }

    void start() {
        Thread started = new Thread(this::watch, crew.options.name() + "-overruns");
        started.setDaemon(true);
        try {
            started.start();
            thread = started;
        } catch (OutOfMemoryError systemRefuses) {
            crew.budget.release(1);
            crew.options
                    .logger()
                    .log(Level.WARNING, crew.options.name() + ": no thread to watch the task timeout", systemRefuses);
        }
    }

    void addThreadTo(List<Thread> threads) {
        if (thread != null) {
            threads.add(thread);
        }
    }

    void lookAgain() {
        look.signal();
    }

    private void watch() {
        for (List<Deaf> deaf = nextDeaf(); deaf != null; deaf = nextDeaf()) {
            deaf.forEach(this::report);
        }
    }

    /** Waits for tasks that ignore their interrupt; null once the crew has no threads any more. */
    private @Nullable List<Deaf> nextDeaf() {
        crew.lock.lock();
        try {
            List<Deaf> deaf = new ArrayList<>();
            while (crew.roster.size() > 0) {
                long wait = timeoutNanos;
                for (Worker worker : crew.roster.all()) {
                    wait = Math.min(wait, dueIn(worker, deaf));
                }
                if (!deaf.isEmpty()) {
                    return deaf;
                }
                await(wait);
            }
            thread = null;
            crew.budget.release(1);
            crew.closing.noteEnd();
            return null;
        } finally {
            crew.lock.unlock();
        }
    }

    @GuardedBy("crew.lock")
    @SuppressWarnings("WaitNotInLoop") // It is called in one.
    private void await(long nanos) {
        try {
            long unused = look.awaitNanos(nanos);
        } catch (InterruptedException nobodysBusiness) {
            // Nothing interrupts this thread on purpose; looking once too often does no harm.
        }
    }

    /** How long until this worker's task needs attention again; gives it what is due now. */
    @GuardedBy("crew.lock")
    private long dueIn(Worker worker, List<Deaf> deaf) {
        Runnable task = worker.current();
        if (task == null || worker.reported) {
            return Long.MAX_VALUE;
        }
        long now = crew.now();
        if (!worker.overran) {
            long left = timeoutNanos - (now - worker.startedNanos());
            if (left > 0) {
                return left;
            }
            worker.overran = true;
            Task.runsOver(task);
            worker.interruptedNanos = now;
            crew.tally.timedOut++;
            worker.thread.interrupt();
            return graceNanos;
        }
        long left = graceNanos - (now - worker.interruptedNanos);
        if (left > 0) {
            return left;
        }
        worker.reported = true;
        crew.tally.stuck++;
        deaf.add(new Deaf(worker.thread, Task.label(task)));
        return Long.MAX_VALUE;
    }

    /** Outside the lock: a stack takes its time. */
    private void report(Deaf deaf) {
        crew.options
                .logger()
                .log(
                        Level.WARNING,
                        "{0}: task {1} on {2} ran over its timeout of {3}, was interrupted {4} ago and takes no notice; it keeps"
                                + " its thread. Next: make it honour interruption. It is at{5}",
                        crew.options.name(),
                        deaf.label,
                        deaf.thread.getName(),
                        Durations.format(timeout),
                        Durations.format(Duration.ofNanos(graceNanos)),
                        Arrays.stream(deaf.thread.getStackTrace())
                                .map(frame -> System.lineSeparator() + "    at " + frame)
                                .collect(Collectors.joining()));
    }
}
