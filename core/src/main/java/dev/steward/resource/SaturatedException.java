package dev.steward.resource;

import org.jspecify.annotations.Nullable;

/** So many callers wait already that one more is refused at once. */
public final class SaturatedException extends ResourceException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param resource the name of the managed thing
     * @param message what happened, in full
     * @param cause what it came from, or null
     */
    public SaturatedException(String resource, String message, @Nullable Throwable cause) {
        super(resource, message, cause);
    }
}
