package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A statement of a leased connection, which is closed with it. As threadsafe as the driver's statement. */
class LeasedStatement<S extends Statement> extends DelegatingStatement<S> {
    final LeasedConnection connection;

    /** What was prepared; null for a plain statement, which is told each time what to run. */
    final @Nullable String sql;

    private volatile boolean closesOnCompletion;

    LeasedStatement(LeasedConnection connection, S raw, @Nullable String sql) {
        super(connection.tenure, raw);
        this.connection = connection;
        this.sql = sql;
    }

    /** The shell, so that nobody gets at the physical connection this way. */
    @Override
    public final Connection getConnection() throws SQLException {
        tenure.check();
        return connection;
    }

    @Override
    public final void close() throws SQLException {
        if (!tenure.isOver()) {
            tenure.forget(raw);
            try {
                raw.close();
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    @Override
    public final boolean isClosed() throws SQLException {
        return tenure.isOver() || raw.isClosed();
    }

    @Override
    public final void closeOnCompletion() throws SQLException {
        super.closeOnCompletion();
        closesOnCompletion = true;
    }

    /** A result set was closed, and with it perhaps this statement, which need not be remembered then. */
    final void resultSetClosed() throws SQLException {
        if (closesOnCompletion && raw.isClosed()) {
            tenure.forget(raw);
        }
    }

    /** With some databases it is the session's. */
    @Override
    public final void setQueryTimeout(int seconds) throws SQLException {
        tenure.changes(SessionProperty.QUERY_TIMEOUT);
        super.setQueryTimeout(seconds);
    }

    @Override
    public final ResultSet executeQuery(String sql) throws SQLException {
        return leased(super.executeQuery(sql));
    }

    @Override
    public final @Nullable ResultSet getResultSet() throws SQLException {
        return leasedOrNull(super.getResultSet());
    }

    @Override
    public final ResultSet getGeneratedKeys() throws SQLException {
        return leased(super.getGeneratedKeys());
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        noteBatch();
        return super.executeBatch();
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        noteBatch();
        return super.executeLargeBatch();
    }

    /** Of a plain statement's batch the last line that was added is noted already. */
    private void noteBatch() throws SQLException {
        if (sql != null) {
            tenure.runs(raw, sql);
        }
    }

    /** Not remembered by itself: JDBC has a statement close its result sets. */
    final ResultSet leased(ResultSet results) {
        return new LeasedResultSet(tenure, this, results);
    }

    private @Nullable ResultSet leasedOrNull(@Nullable ResultSet results) {
        return results == null ? null : leased(results);
    }
}
