package dev.steward.bench.stub;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** Whatever it is asked, the answer is one row. It closes its result set, as JDBC has it. Not threadsafe. */
class StubStatement extends UnsupportedStatement {
    private final StubConnection connection;
    private @Nullable StubResultSet results;
    private boolean closed;

    StubStatement(StubConnection connection) {
        this.connection = connection;
    }

    final ResultSet answer() throws SQLException {
        if (closed || connection.isClosed()) {
            throw new SQLException("the statement is closed");
        }
        StubResultSet before = results;
        if (before != null) {
            before.close();
        }
        StubResultSet next = new StubResultSet(this);
        results = next;
        return next;
    }

    @Override
    public final ResultSet executeQuery(String sql) throws SQLException {
        return answer();
    }

    @Override
    public final boolean execute(String sql) throws SQLException {
        answer();
        return true;
    }

    @Override
    public final int executeUpdate(String sql) throws SQLException {
        answer();
        return 1;
    }

    @Override
    public final @Nullable ResultSet getResultSet() {
        return results;
    }

    @Override
    public final Connection getConnection() {
        return connection;
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            if (results != null) {
                results.close();
            }
        }
    }

    @Override
    public final boolean isClosed() {
        return closed;
    }

    @Override
    public final boolean isCloseOnCompletion() {
        return false;
    }

    @Override
    public final @Nullable SQLWarning getWarnings() {
        return null;
    }

    @Override
    public final void clearWarnings() {}

    @Override
    public final void setQueryTimeout(int seconds) {}
}
