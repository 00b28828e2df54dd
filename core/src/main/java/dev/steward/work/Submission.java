package dev.steward.work;

import dev.steward.resource.Durations;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future that knows the task it was made of, whether that failed, and whether it was interrupted for running over: then
 * its failure is a {@link TimeoutException}, because the interrupt that the task reports says nothing to the caller.
 */
final class Submission<V extends @Nullable Object> extends FutureTask<V> {
    private final Class<?> type;
    private final @Nullable Duration limit;
    private volatile boolean ranOver;
    private volatile boolean failed;

    Submission(Callable<V> body, Class<?> type, @Nullable Duration limit) {
        super(body);
        this.type = type;
        this.limit = limit;
    }

    /** Called before the interrupt, so that the failure which follows from it finds it set. */
    void runsOver() {
        ranOver = true;
    }

    boolean failed() {
        return failed;
    }

    String label() {
        return Task.label(type);
    }

    @Override
    protected void setException(Throwable thrown) {
        failed = true;
        super.setException(ranOver && limit != null ? timeout(thrown, limit) : thrown);
    }

    private TimeoutException timeout(Throwable thrown, Duration allowed) {
        TimeoutException timeout = new TimeoutException(
                "task " + label() + " ran over its timeout of " + Durations.format(allowed) + " and was interrupted");
        timeout.initCause(thrown);
        return timeout;
    }
}
