package dev.steward.work;

import java.util.concurrent.Future;

/** One task on its way through a crew. The fields that change are guarded by the crew's lock. */
final class Task {
    final Runnable body;
    final long submittedNanos;
    long startedNanos;

    /** When it was interrupted for running over; meaningful once {@link #overran}. */
    long interruptedNanos;

    boolean overran;
    boolean reported;

    Task(Runnable body, long submittedNanos) {
        this.body = body;
        this.submittedNanos = submittedNanos;
    }

    /** Whether the body, which has run, threw: a future keeps that to itself. */
    boolean failedQuietly() {
        return body instanceof Submission<?> submission && submission.failed();
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
        return body instanceof Submission<?> submission ? submission.label() : label(body.getClass());
    }

    /** The class without its package; a lambda under the class that wrote it. */
    static String label(Class<?> type) {
        String name = type.getName();
        int lambda = name.indexOf("$$Lambda");
        String written = lambda < 0 ? name : name.substring(0, lambda);
        return written.substring(written.lastIndexOf('.') + 1) + (lambda < 0 ? "" : " lambda");
    }
}
