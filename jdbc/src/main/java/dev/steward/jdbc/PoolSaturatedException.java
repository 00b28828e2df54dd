package dev.steward.jdbc;

import java.sql.SQLTransientConnectionException;

/**
 * So many callers wait for a connection already that one more was refused at once ({@link
 * JdbcPoolBuilder#maxWaiters}). Trying again later may help. The SQLSTATE is {@code STW06}.
 */
public final class PoolSaturatedException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    PoolSaturatedException(Throwable cause) {
        super(cause.getMessage(), SqlStates.SATURATED, cause);
    }
}
