package dev.steward.govern.admission;

import dev.steward.resource.Durations;
import dev.steward.resource.ResourceException;
import java.time.Duration;

/** A request was not admitted. Nothing was done for it, so it may be sent again, best after {@link #retryAfter()}. */
public final class AdmissionRejectedException extends ResourceException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    AdmissionRejectedException(String admission, String reason, Duration retryAfter) {
        super(
                admission,
                admission + ": not admitted, " + reason + "; next: try again after " + Durations.format(retryAfter),
                null);
        this.retryAfter = retryAfter;
    }

    /**
     * When there is a chance again.
     *
     * @return how long to wait before the next attempt
     */
    public Duration retryAfter() {
        return retryAfter;
    }
}
