package dev.steward.work;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Durations;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.SaturatedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a task was not taken, with the figures of that moment. They are read under the crew's lock; the exception, whose
 * stack trace costs far more, is made outside of it. Immutable.
 */
record Refusal(
        Reason reason,
        WorkersOptions options,
        int queued,
        int busy,
        int threads,
        int most,
        long waitedNanos,
        boolean byItself,
        @Nullable Runnable oldest,
        @Nullable String oldestThread,
        long oldestNanos) {

    enum Reason {
        FULL,
        CLOSED,
        INTERRUPTED
    }

    /** Called under the crew's lock. */
    static Refusal of(Reason reason, Crew crew, int queued, long waitedNanos) {
        Worker oldest = null;
        Runnable oldestTask = null;
        boolean byItself = false;
        for (Worker worker : crew.roster.all()) {
            Runnable task = worker.current();
            byItself |= worker.thread == Thread.currentThread();
            if (task != null && (oldest == null || worker.startedNanos() - oldest.startedNanos() < 0)) {
                oldest = worker;
                oldestTask = task;
            }
        }
        return new Refusal(
                reason,
                crew.options,
                queued,
                crew.roster.busy(),
                crew.roster.size(),
                crew.roster.most(),
                waitedNanos,
                byItself,
                oldestTask,
                oldest == null ? null : oldest.thread.getName(),
                oldest == null ? 0 : crew.now() - oldest.startedNanos());
    }

    ResourceException toException() {
        String name = options.name();
        return switch (reason) {
            case FULL -> new SaturatedException(name, full(), null);
            case CLOSED ->
                new ResourceClosedException(
                        name, name + " is closed and takes no more tasks; next: submit before the close", null);
            case INTERRUPTED ->
                new AcquireInterruptedException(
                        name,
                        name + ": interrupted after " + format(waitedNanos) + " of waiting for a place in the queue; "
                                + "the task was not submitted",
                        null);
        };
    }

    private String full() {
        StringBuilder text = new StringBuilder(options.name()).append(": the queue is full");
        if (options.whenFull() == Policy.BLOCK) {
            text.append(", and no place became free within ").append(format(waitedNanos));
        }
        text.append(" (").append(queued).append(" tasks queued, at most ").append(options.queue());
        text.append("; ").append(busy).append(" running on ").append(threads).append(" of at most ");
        text.append(most).append(" threads)");
        if (threads < most) {
            text.append("; no more threads could be had from the budget");
        }
        if (oldest != null) {
            text.append("; the oldest running task is ").append(Task.label(oldest));
            text.append(" for ").append(format(oldestNanos)).append(" on ").append(oldestThread);
        }
        if (byItself) {
            text.append("; the submitter is one of these workers, and waits for its own kind");
        }
        return text.append("; next: submit more slowly, or raise queue or threads if the tasks must take so long")
                .toString();
    }

    private static String format(long nanos) {
        return Durations.format(Duration.ofNanos(nanos));
    }
}
