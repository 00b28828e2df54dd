package dev.steward.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Awaiting;
import dev.steward.resource.Holding;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a crew for its observers, one look under its lock each. Stateless. */
final class Roll {
    /** A queue can be long; whoever asks wants to know what is next in line, not all of it. */
    private static final int MOST_LISTED = 100;

    private final Crew crew;

    Roll(Crew crew) {
        this.crew = crew;
    }

    Usage usage() {
        crew.lock.lock();
        try {
            TaskTimes times = times();
            return new Usage(
                    crew.options.kind(),
                    crew.roster.most(),
                    crew.roster.busy(),
                    crew.roster.idle(),
                    crew.queued().size() + crew.entrance.size(),
                    times.ended() + crew.roster.busy(),
                    times.ended(),
                    crew.tally.gaveUp);
        } finally {
            crew.lock.unlock();
        }
    }

    /** Of all workers that there are and were. */
    @GuardedBy("crew.lock")
    private TaskTimes times() {
        TaskTimes times = new TaskTimes();
        times.addAll(crew.tally.former);
        crew.roster.all().forEach(worker -> times.addAll(worker.times));
        return times;
    }

    List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>();
        crew.lock.lock();
        try {
            long now = crew.now();
            for (Worker worker : crew.roster.all()) {
                Runnable task = worker.current();
                if (task != null) {
                    holdings.add(new Holding(
                            crew.options.name(),
                            crew.options.kind(),
                            1,
                            worker.thread.getName(),
                            worker.thread,
                            Duration.ofNanos(now - worker.startedNanos()),
                            Task.label(task)));
                }
            }
        } finally {
            crew.lock.unlock();
        }
        holdings.sort(Comparator.comparing(Holding::heldFor).reversed());
        return holdings;
    }

    List<Waiting> waiting() {
        List<Waiting> waiting = new ArrayList<>();
        crew.lock.lock();
        try {
            long now = crew.now();
            for (Queued queued : crew.queued()) {
                if (waiting.size() == MOST_LISTED) {
                    return waiting;
                }
                waiting.add(waiting(queued.stamp(), Task.label(queued.task()), null, now));
            }
            for (Blocked submitter : crew.entrance.inOrder()) {
                if (waiting.size() == MOST_LISTED) {
                    return waiting;
                }
                waiting.add(waiting(submitter.stamp, submitter.thread.getName(), submitter.thread, now));
            }
            return waiting;
        } finally {
            crew.lock.unlock();
        }
    }

    private Waiting waiting(long stamp, String waiter, @Nullable Thread thread, long now) {
        return new Waiting(
                crew.options.name(),
                crew.options.kind(),
                1,
                waiter,
                thread,
                Duration.ofNanos(Math.max(0, now - stamp)));
    }

    /** Those who wait for the result of a task that runs or is queued here. */
    List<Awaiting> awaiting() {
        List<Awaiting> awaiting = new ArrayList<>();
        crew.lock.lock();
        try {
            long now = System.nanoTime();
            for (Worker worker : crew.roster.all()) {
                Runnable task = worker.current();
                if (task != null) {
                    addWaiters(awaiting, task, worker.thread, now);
                }
            }
            for (Queued queued : crew.queued()) {
                addWaiters(awaiting, queued.task(), null, now);
            }
            return awaiting;
        } finally {
            crew.lock.unlock();
        }
    }

    /** The task in the queue that a thread waits for; null when there is none. */
    @Nullable
    Submission<?> queuedFor(Thread waiter) {
        crew.lock.lock();
        try {
            for (Queued queued : crew.queued()) {
                if (Task.body(queued.task()) instanceof Submission<?> submission
                        && submission.waiters().containsKey(waiter)) {
                    return submission;
                }
            }
            return null;
        } finally {
            crew.lock.unlock();
        }
    }

    private void addWaiters(List<Awaiting> awaiting, Runnable task, @Nullable Thread runner, long now) {
        if (Task.body(task) instanceof Submission<?> submission) {
            submission
                    .waiters()
                    .forEach((thread, since) -> awaiting.add(new Awaiting(
                            crew.options.name(), Task.label(task), thread, runner, Duration.ofNanos(now - since))));
        }
    }

    WorkersStatistics statistics() {
        crew.lock.lock();
        try {
            long now = crew.now();
            long runningNanos = 0;
            long livingNanos = crew.tally.threadNanos;
            for (Worker worker : crew.roster.all()) {
                livingNanos += now - worker.bornNanos;
                Runnable task = worker.current();
                runningNanos += task == null ? 0 : Math.max(0, now - worker.startedNanos());
            }
            TaskTimes times = times();
            long busyNanos = times.runNanos() + runningNanos;
            times.addAll(crew.tally.bySubmitters);
            Tally tally = crew.tally;
            int busy = crew.roster.busy();
            return new WorkersStatistics(
                    tally.submitted,
                    times.ended() - times.failed(),
                    times.failed(),
                    tally.timedOut,
                    tally.stuck,
                    tally.rejected,
                    tally.discarded,
                    crew.roster.size(),
                    busy,
                    (int) Math.max(0, tally.submitted - times.ended() - tally.discarded - busy),
                    crew.timetable.size(),
                    livingNanos <= 0 ? 0.0 : Math.min(1.0, (double) busyNanos / livingNanos),
                    times.meanRun(),
                    times.run(0.5),
                    times.run(0.99),
                    times.meanWait(),
                    times.wait(0.5),
                    times.wait(0.99));
        } finally {
            crew.lock.unlock();
        }
    }
}
