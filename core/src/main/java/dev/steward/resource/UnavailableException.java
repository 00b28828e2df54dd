package dev.steward.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Creating a resource has failed for so long, and none is left that could come back, that callers are told so at once
 * instead of having them wait. The cause is the last failure. Trying again later helps once the cause is mended.
 */
public final class UnavailableException extends ResourceException {
    private static final long serialVersionUID = 1L;

    private final Duration failingFor;
    private final int failures;
    private final Duration nextAttemptIn;

    /**
     * Says since when.
     *
     * @param resource the name of the managed thing
     * @param failingFor the time since the first failure after the last success
     * @param failures how many attempts have failed since then
     * @param nextAttemptIn when the next attempt is made at the earliest; zero if one is under way
     * @param cause the last failure
     */
    public UnavailableException(
            String resource, Duration failingFor, int failures, Duration nextAttemptIn, @Nullable Throwable cause) {
        super(
                resource,
                resource + ": creating one has failed for " + Durations.format(failingFor) + ", " + failures
                        + " times in a row, so nobody is made to wait; the next attempt "
                        + (nextAttemptIn.isZero() ? "is under way" : "comes in " + Durations.format(nextAttemptIn))
                        + "; last failure: " + cause + "; next: mend what it says",
                cause);
        this.failingFor = failingFor;
        this.failures = failures;
        this.nextAttemptIn = nextAttemptIn;
    }

    /**
     * For how long every attempt has failed.
     *
     * @return the time since the first failure after the last success
     */
    public Duration failingFor() {
        return failingFor;
    }

    /**
     * How many attempts have failed since the last success.
     *
     * @return the failures in a row
     */
    public int failures() {
        return failures;
    }

    /**
     * When the next attempt is made.
     *
     * @return the time from the refusal on, at the earliest; zero if one is under way
     */
    public Duration nextAttemptIn() {
        return nextAttemptIn;
    }
}
