package dev.steward.resource;

import org.jspecify.annotations.Nullable;

/** A lease was used after it had been closed, invalidated or handed over. */
public final class StaleLeaseException extends ResourceException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param resource the name of the managed thing
     * @param message what happened, in full
     * @param cause what it came from, or null
     */
    public StaleLeaseException(String resource, String message, @Nullable Throwable cause) {
        super(resource, message, cause);
    }
}
