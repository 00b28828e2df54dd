package dev.steward.work;

import java.util.concurrent.Future;

/**
 * What a crew asks of what was submitted to it. A queue holds the {@link Runnable} itself and no object around it: a
 * task that does little would otherwise be paid for in memory, and the memory in collections. Stateless.
 */
final class Task {
    private Task() {}

    /** A task with the context of its submitter around it: the one case in which more than the task is queued. */
    record InContext(Runnable body, Runnable toRun) implements Runnable {
        @Override
        public void run() {
            toRun.run();
        }
    }

    /** What was submitted. */
    static Runnable body(Runnable task) {
        return task instanceof InContext inContext ? inContext.body : task;
    }

    /** Whether the task, which has run and thrown nothing, failed all the same: a future keeps that to itself. */
    static boolean failedQuietly(Runnable task) {
        Runnable body = body(task);
        return body instanceof Submission<?> submission
                ? submission.failed()
                : body instanceof Appointment<?> appointment && appointment.failed();
    }

    static void runsOver(Runnable task) {
        if (body(task) instanceof Submission<?> submission) {
            submission.runsOver();
        }
    }

    /** Ends the wait of whoever holds a future of it. */
    static void cancel(Runnable task) {
        if (body(task) instanceof Future<?> future) {
            future.cancel(false);
        }
    }

    /** Worked out only for those who ask: submitting must not pay for it. */
    static String label(Runnable task) {
        Runnable body = body(task);
        if (body instanceof Submission<?> submission) {
            return submission.label();
        }
        return body instanceof Appointment<?> appointment ? appointment.label() : label(body.getClass());
    }

    /** The class without its package; a lambda under the class that wrote it. */
    static String label(Class<?> type) {
        String name = type.getName();
        int lambda = name.indexOf("$$Lambda");
        String written = lambda < 0 ? name : name.substring(0, lambda);
        return written.substring(written.lastIndexOf('.') + 1) + (lambda < 0 ? "" : " lambda");
    }
}
