package dev.steward.jdbc;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.DeadlockException;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.SaturatedException;
import dev.steward.resource.UnavailableException;
import java.sql.SQLException;

/** The pool's refusals in the words that JDBC callers catch. Stateless. */
final class SqlRefusal {
    private SqlRefusal() {}

    static SQLException of(ResourceException refusal) {
        // A deadlock is exhaustion too, only that no time would have helped: who is prepared for one is for the other.
        if (refusal instanceof ExhaustedException || refusal instanceof DeadlockException) {
            return new PoolExhaustedException(refusal);
        }
        if (refusal instanceof SaturatedException) {
            return new PoolSaturatedException(refusal);
        }
        if (refusal instanceof UnavailableException unavailable) {
            return new DatabaseUnavailableException(unavailable);
        }
        if (refusal instanceof CreationFailedException) {
            return connectFailed(refusal);
        }
        if (refusal instanceof AcquireInterruptedException) {
            return new SQLException(refusal.getMessage(), SqlStates.INTERRUPTED, refusal);
        }
        // Closed; or revoked by the end of close between acquire and first use, which shows as a stale lease.
        return new PoolClosedException(refusal);
    }

    /** The pool's own exception is left out of the chain: frameworks look at the cause and expect the driver there. */
    private static SQLException connectFailed(ResourceException refusal) {
        Throwable cause = refusal.getCause() == null ? refusal : refusal.getCause();
        String message = String.valueOf(refusal.getMessage());
        if (cause instanceof SQLException sql) {
            String state = sql.getSQLState() == null ? SqlStates.CONNECT_FAILED : sql.getSQLState();
            return new ConnectFailedException(message, state, sql.getErrorCode(), sql);
        }
        return new ConnectFailedException(message, SqlStates.CONNECT_FAILED, 0, cause);
    }
}
