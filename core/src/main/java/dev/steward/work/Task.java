package dev.steward.work;

import java.util.concurrent.Future;

/** One task on its way through a crew. The fields that change are guarded by the crew's lock, but for the start. */
final class Task {
    /** What was submitted. */
    final Runnable body;

    /** The same with the context of the submitter around it. */
    final Runnable toRun;

    final Priority priority;

    /** When it was submitted; to the last reading of the clock before unless {@link #timed}. */
    long submittedNanos;

    boolean timed;

    /** Written by who runs it, before it is shown as running. */
    long startedNanos;

    /** When it was interrupted for running over; meaningful once {@link #overran}. */
    long interruptedNanos;

    boolean overran;
    boolean reported;

    Task(Runnable body, Runnable toRun, Priority priority) {
        this.body = body;
        this.toRun = toRun;
        this.priority = priority;
    }

    /** A scheduled task counts as submitted when it was due, so what it waits is what it is late. */
    Task dueAt(long nanos) {
        submittedNanos = nanos;
        timed = true;
        return this;
    }

    /** Whether the body, which has run, threw: a future keeps that to itself. */
    boolean failedQuietly() {
        return body instanceof Submission<?> submission
                ? submission.failed()
                : body instanceof Appointment<?> appointment && appointment.failed();
    }

    void runsOver() {
        overran = true;
        if (body instanceof Submission<?> submission) {
            submission.runsOver();
        }
    }

    /** Ends the wait of whoever holds a future of it. */
    void cancel() {
        if (body instanceof Future<?> future) {
            future.cancel(false);
        }
    }

    /** Worked out only for those who ask: submitting must not pay for it. */
    String label() {
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
