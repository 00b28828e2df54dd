package dev.steward.jdbc;

import java.sql.SQLTransientConnectionException;

/**
 * No connection became free in time. The message names the figures and the longest holders; the cause is the {@link
 * dev.steward.resource.ExhaustedException} that gives them one by one. Trying again later may help.
 *
 * <p>The SQLSTATE is {@code STW01} and not of class 08: no connection was lost.
 */
public final class PoolExhaustedException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    PoolExhaustedException(Throwable cause) {
        super(cause.getMessage(), SqlStates.EXHAUSTED, cause);
    }
}
