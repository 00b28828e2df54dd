package dev.steward.process;

import dev.steward.resource.ResourceException;
import org.jspecify.annotations.Nullable;

/**
 * A child process did not answer a request. It has been killed, with all that it started, and its place in the pool goes
 * to a new one. The message ends with what the child wrote to its error output last.
 */
public final class ProcessFailedException extends ResourceException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** It gave no answer in time. Whether it has done what was asked, nobody knows. */
        TIMED_OUT,
        /** It ended before it answered. Whether it has done what was asked, nobody knows. */
        DIED,
        /** It wrote what is no answer, or wrote when nothing was asked. */
        PROTOCOL
    }

    private final Reason reason;

    ProcessFailedException(String pool, Reason reason, String message, @Nullable Throwable cause) {
        super(pool, message, cause);
        this.reason = reason;
    }

    /**
     * What went wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
