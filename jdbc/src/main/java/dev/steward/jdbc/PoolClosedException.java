package dev.steward.jdbc;

import java.sql.SQLNonTransientConnectionException;

/** The pool is closed, or closed while the caller waited. Trying again does not help. The SQLSTATE is {@code STW02}. */
public final class PoolClosedException extends SQLNonTransientConnectionException {
    private static final long serialVersionUID = 1L;

    PoolClosedException(Throwable cause) {
        super(cause.getMessage(), SqlStates.POOL_CLOSED, cause);
    }
}
