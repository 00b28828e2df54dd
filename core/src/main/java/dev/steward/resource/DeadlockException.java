package dev.steward.resource;

/**
 * This wait could not have ended: those who hold what it is for wait, in the end, for what this caller holds. It was
 * chosen to fail because it was the youngest, and what it holds will serve the others as soon as it is given back. The
 * message is the situation in words.
 */
public final class DeadlockException extends ResourceException {
    private static final long serialVersionUID = 1L;

    /**
     * Says who waits for whom.
     *
     * @param resource the name of the managed thing that was waited for
     * @param message the situation, and what to do
     */
    public DeadlockException(String resource, String message) {
        super(resource, message, null);
    }
}
