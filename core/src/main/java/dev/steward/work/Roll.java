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
                    crew.most(),
                    crew.workers.size() - crew.idle(),
                    crew.idle(),
                    queued().size() + crew.entrance.size(),
                    times.begun(),
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
        crew.workers.forEach(worker -> times.addAll(worker.times));
        return times;
    }

    /** In the queue, and behind it what a worker has taken along and not begun. */
    @GuardedBy("crew.lock")
    private List<Task> queued() {
        List<Task> queued = crew.queue.inOrder();
        crew.workers.forEach(worker -> queued.addAll(worker.batch.unclaimed()));
        return queued;
    }

    List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>();
        crew.lock.lock();
        try {
            long now = crew.now();
            for (Worker worker : crew.workers) {
                Task task = worker.current();
                if (task != null) {
                    holdings.add(new Holding(
                            crew.options.name(),
                            crew.options.kind(),
                            1,
                            worker.thread.getName(),
                            worker.thread,
                            Duration.ofNanos(now - task.startedNanos),
                            task.label()));
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
            for (Task task : queued()) {
                if (waiting.size() == MOST_LISTED) {
                    return waiting;
                }
                waiting.add(waiting(task, task.label(), null, now));
            }
            for (Blocked submitter : crew.entrance.inOrder()) {
                if (waiting.size() == MOST_LISTED) {
                    return waiting;
                }
                waiting.add(waiting(submitter.task, submitter.thread.getName(), submitter.thread, now));
            }
            return waiting;
        } finally {
            crew.lock.unlock();
        }
    }

    private Waiting waiting(Task task, String waiter, @Nullable Thread thread, long now) {
        return new Waiting(
                crew.options.name(),
                crew.options.kind(),
                1,
                waiter,
                thread,
                Duration.ofNanos(now - task.submittedNanos));
    }

    /** Those who wait for the result of a task that runs or is queued here. */
    List<Awaiting> awaiting() {
        List<Awaiting> awaiting = new ArrayList<>();
        crew.lock.lock();
        try {
            long now = System.nanoTime();
            for (Worker worker : crew.workers) {
                Task task = worker.current();
                if (task != null) {
                    addWaiters(awaiting, task, worker.thread, now);
                }
            }
            for (Task task : queued()) {
                addWaiters(awaiting, task, null, now);
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
            for (Task task : queued()) {
                if (task.body instanceof Submission<?> submission
                        && submission.waiters().containsKey(waiter)) {
                    return submission;
                }
            }
            return null;
        } finally {
            crew.lock.unlock();
        }
    }

    private void addWaiters(List<Awaiting> awaiting, Task task, @Nullable Thread runner, long now) {
        if (task.body instanceof Submission<?> submission) {
            submission
                    .waiters()
                    .forEach((thread, since) -> awaiting.add(new Awaiting(
                            crew.options.name(), task.label(), thread, runner, Duration.ofNanos(now - since))));
        }
    }

    WorkersStatistics statistics() {
        crew.lock.lock();
        try {
            long now = crew.now();
            long runningNanos = 0;
            long livingNanos = crew.tally.threadNanos;
            for (Worker worker : crew.workers) {
                livingNanos += now - worker.bornNanos;
                Task task = worker.current();
                runningNanos += task == null ? 0 : Math.max(0, now - task.startedNanos);
            }
            TaskTimes times = times();
            long busyNanos = times.runNanos() + runningNanos;
            times.addAll(crew.tally.bySubmitters);
            Tally tally = crew.tally;
            int busy = crew.workers.size() - crew.idle();
            return new WorkersStatistics(
                    tally.submitted,
                    times.ended() - times.failed(),
                    times.failed(),
                    tally.timedOut,
                    tally.stuck,
                    tally.rejected,
                    tally.discarded,
                    crew.workers.size(),
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
