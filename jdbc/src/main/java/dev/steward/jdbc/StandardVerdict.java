package dev.steward.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of every database: class 08 means that the connection is lost, and so do the two exception types
 * that say it by their name. The three states of class 57 are PostgreSQL's for a session that the server ended; no
 * other database uses them otherwise. Stateless.
 */
final class StandardVerdict implements FailureVerdict {
    /** The session was ended by an operator, by a crash, or is refused because the server starts or stops. */
    private static final Set<String> SESSION_ENDED = Set.of("57P01", "57P02", "57P03");

    /** Drivers chain a few; more would be a ring. */
    private static final int MOST_LINKS = 32;

    @Override
    public boolean isFatal(SQLException failure) {
        int links = 0;
        for (SQLException next = failure; next != null && links < MOST_LINKS; next = next.getNextException()) {
            for (Throwable cause = next; cause != null && links < MOST_LINKS; cause = cause.getCause()) {
                links++;
                if (cause instanceof SQLException sql && saysLost(sql)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean saysLost(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || (state != null && (state.startsWith("08") || SESSION_ENDED.contains(state)));
    }
}
