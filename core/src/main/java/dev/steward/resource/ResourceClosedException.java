package dev.steward.resource;

import org.jspecify.annotations.Nullable;

/** The managed thing is closed, or was closed while the caller waited for it. */
public final class ResourceClosedException extends ResourceException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param resource the name of the managed thing
     * @param message what happened, in full
     * @param cause what it came from, or null
     */
    public ResourceClosedException(String resource, String message, @Nullable Throwable cause) {
        super(resource, message, cause);
    }
}
