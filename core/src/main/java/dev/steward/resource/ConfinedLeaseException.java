package dev.steward.resource;

import org.jspecify.annotations.Nullable;

/** A lease confined to one thread was given back by another; nothing was changed. */
public final class ConfinedLeaseException extends ResourceException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param resource the name of the managed thing
     * @param message what happened, in full
     * @param cause what it came from, or null
     */
    public ConfinedLeaseException(String resource, String message, @Nullable Throwable cause) {
        super(resource, message, cause);
    }
}
