package dev.steward.resource;

import org.jspecify.annotations.Nullable;

/** A resource could not be created or opened; the cause is the factory's own error. */
public final class CreationFailedException extends ResourceException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param resource the name of the managed thing
     * @param message what happened, in full
     * @param cause what it came from, or null
     */
    public CreationFailedException(String resource, String message, @Nullable Throwable cause) {
        super(resource, message, cause);
    }
}
