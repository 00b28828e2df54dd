package dev.steward.resource;

import org.jspecify.annotations.Nullable;

/**
 * The root of what goes wrong around a scarce resource. Each subtype is one situation that a caller may want to meet
 * differently; the message is written for the person on call.
 */
public abstract class ResourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String resource;

    /**
     * For the subtypes.
     *
     * @param resource the name of the pool, budget or other managed thing
     * @param message what happened, in full
     * @param cause what it came from, or null
     */
    protected ResourceException(String resource, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.resource = resource;
    }

    /**
     * The pool, budget or other managed thing this is about.
     *
     * @return its name
     */
    public final String resource() {
        return resource;
    }
}
