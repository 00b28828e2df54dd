package dev.steward.web;

import dev.steward.govern.admission.AdmissionRejectedException;
import java.nio.charset.StandardCharsets;

/** The answer to a request that is not admitted: 503, with the time after which there is a chance again. */
final class Refusal {
    static final int STATUS = 503;
    static final String RETRY_AFTER = "Retry-After";

    private final AdmissionRejectedException why;

    Refusal(AdmissionRejectedException why) {
        this.why = why;
    }

    /** In whole seconds, as RFC 9110 has it, rounded up: to come too early would be in vain. */
    String retryAfter() {
        return Long.toString(Math.max(1, why.retryAfter().plusNanos(999_999_999).toSeconds()));
    }

    /** It tells nothing about the inside of the service. */
    byte[] body() {
        return ("The service is busy. Try again in " + retryAfter() + " s.\n").getBytes(StandardCharsets.UTF_8);
    }
}
