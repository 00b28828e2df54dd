package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs the transactions of one pool. Threadsafe. */
final class Transactions {
    private final JdbcPool pool;

    /** Those who are in one, for telling them not to begin another; a ThreadLocal would serve virtual threads badly. */
    private final Set<Thread> inside = ConcurrentHashMap.newKeySet();

    Transactions(JdbcPool pool) {
        this.pool = pool;
    }

    <R extends @Nullable Object> R run(TransactionRetry retry, SqlFunction<R> work) throws SQLException {
        Thread thread = Thread.currentThread();
        if (!inside.add(thread)) {
            throw new SQLException(
                    "pool " + pool.name()
                            + ": this thread is in a transaction of this pool already, and another one would"
                            + " neither see its changes nor be undone with it; next: pass the connection on to what is"
                            + " called, or use getConnection() for work that is independent on purpose",
                    SqlStates.ACTIVE_TRANSACTION);
        }
        try {
            return runUpTo(retry, work);
        } finally {
            inside.remove(thread);
        }
    }

    /** Each attempt has a connection of its own: nobody holds one while it pauses. */
    private <R extends @Nullable Object> R runUpTo(TransactionRetry retry, SqlFunction<R> work) throws SQLException {
        Throwable last = null;
        for (int attempt = 1; ; attempt++) {
            boolean again;
            try (LeasedConnection connection = pool.lease()) {
                try {
                    return once(connection, work);
                } catch (Throwable failure) {
                    if (last != null && last != failure) {
                        failure.addSuppressed(last);
                    }
                    again = attempt < retry.attempts()
                            && !connection.tenure.isBroken()
                            && TransactionRetry.isBrokenOff(failure, connection.tenure.physical.product)
                            && !Thread.currentThread().isInterrupted();
                    if (!again) {
                        throw failure;
                    }
                    last = failure;
                }
            }
            LockSupport.parkNanos(this, retry.pauseNanos(attempt));
        }
    }

    private static <R extends @Nullable Object> R once(LeasedConnection connection, SqlFunction<R> work)
            throws SQLException {
        Connection raw = connection.raw;
        Tenure tenure = connection.tenure;
        try {
            if (raw.getAutoCommit()) {
                raw.setAutoCommit(false);
            }
            tenure.inTransaction(true);
            R result = work.apply(connection);
            tenure.inTransaction(false);
            if (tenure.isOver()) {
                throw new SQLException(
                        "the work closed the connection of its transaction, so what it did was rolled back; next: leave"
                                + " closing to inTransaction()",
                        SqlStates.INVALID_TRANSACTION_TERMINATION);
            }
            connection.commit();
            return result;
        } catch (Throwable failure) {
            tenure.inTransaction(false);
            if (failure instanceof SQLException sql) {
                tenure.failed(sql);
            }
            rollBack(connection, failure);
            throw failure;
        }
    }

    private static void rollBack(LeasedConnection connection, Throwable failure) {
        if (connection.tenure.isOver() || connection.tenure.isBroken()) {
            return; // It was rolled back with its end, or is going to be destroyed.
        }
        try {
            connection.rollback();
        } catch (SQLException unable) { // Closing rolls back again, or destroys the connection.
            failure.addSuppressed(unable);
        }
    }
}
