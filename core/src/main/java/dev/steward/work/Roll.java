package dev.steward.work;

import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
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
            Tally tally = crew.tally;
            return new Usage(
                    Kind.THREADS,
                    crew.options.threads(),
                    crew.workers.size() - crew.idle(),
                    crew.idle(),
                    crew.queue.size() + crew.blocked.size(),
                    tally.begun,
                    tally.returned,
                    tally.gaveUp);
        } finally {
            crew.lock.unlock();
        }
    }

    List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>();
        crew.lock.lock();
        try {
            long now = crew.now();
            for (Worker worker : crew.workers) {
                Task task = worker.current;
                if (task != null) {
                    holdings.add(new Holding(
                            crew.options.name(),
                            Kind.THREADS,
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
            for (Task task : crew.queue) {
                if (waiting.size() == MOST_LISTED) {
                    return waiting;
                }
                waiting.add(waiting(task, task.label(), null, now));
            }
            for (Blocked submitter : crew.blocked) {
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
                crew.options.name(), Kind.THREADS, 1, waiter, thread, Duration.ofNanos(now - task.submittedNanos));
    }

    WorkersStatistics statistics() {
        crew.lock.lock();
        try {
            long now = crew.now();
            long runningNanos = 0;
            long livingNanos = 0;
            for (Worker worker : crew.workers) {
                livingNanos += now - worker.bornNanos;
                Task task = worker.current;
                runningNanos += task == null ? 0 : now - task.startedNanos;
            }
            int threads = crew.workers.size();
            return crew.tally.statistics(threads, threads - crew.idle(), crew.queue.size(), runningNanos, livingNanos);
        } finally {
            crew.lock.unlock();
        }
    }
}
