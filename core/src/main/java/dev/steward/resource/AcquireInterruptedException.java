package dev.steward.resource;

import org.jspecify.annotations.Nullable;

/** The thread was interrupted while it waited; its interrupt flag is set again, and nothing was acquired. */
public final class AcquireInterruptedException extends ResourceException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param resource the name of the managed thing
     * @param message what happened, in full
     * @param cause what it came from, or null
     */
    public AcquireInterruptedException(String resource, String message, @Nullable Throwable cause) {
        super(resource, message, cause);
    }
}
