package dev.steward.work;

import java.time.Duration;

/** A source of pages was asked too often, and says when it may be asked again: with HTTP, a status of 429 or 503. */
public final class RateLimitedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Duration rest;

    /**
     * Says when.
     *
     * @param rest how long to wait before the next request; see {@link RateLimit#rest}
     */
    public RateLimitedException(Duration rest) {
        super("asked too often; it may be asked again in " + rest);
        this.rest = rest;
    }

    /**
     * How long to wait.
     *
     * @return the time from now
     */
    public Duration rest() {
        return rest;
    }
}
