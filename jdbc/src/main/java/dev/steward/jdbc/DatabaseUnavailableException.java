package dev.steward.jdbc;

import dev.steward.resource.UnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/**
 * No connection could be opened for so long that callers are told so at once. The message says since when, how often it
 * was tried and when it will be tried next. The cause is the driver's last error. Trying again later helps as soon as
 * the database is back. The SQLSTATE is {@code STW05}.
 */
public final class DatabaseUnavailableException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    private final Duration failingFor;
    private final Duration nextAttemptIn;

    /** The driver's error is the cause; frameworks look for it there. */
    DatabaseUnavailableException(UnavailableException refusal) {
        super(
                refusal.getMessage(),
                SqlStates.UNAVAILABLE,
                refusal.getCause() instanceof SQLException driver ? driver.getErrorCode() : 0,
                refusal.getCause() == null ? refusal : refusal.getCause());
        this.failingFor = refusal.failingFor();
        this.nextAttemptIn = refusal.nextAttemptIn();
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
     * When the pool tries again, at the earliest.
     *
     * @return the time from the refusal on; zero if an attempt is under way
     */
    public Duration nextAttemptIn() {
        return nextAttemptIn;
    }
}
