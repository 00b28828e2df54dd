package dev.steward.bench.stub;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** One row with the number 1 in every column. Not threadsafe. */
final class StubResultSet extends UnsupportedResultSet {
    private final StubStatement statement;
    private boolean read;
    private boolean closed;

    StubResultSet(StubStatement statement) {
        this.statement = statement;
    }

    @Override
    public boolean next() throws SQLException {
        if (closed) {
            throw new SQLException("the result set is closed");
        }
        boolean first = !read;
        read = true;
        return first;
    }

    @Override
    public int getInt(int column) throws SQLException {
        if (closed) {
            throw new SQLException("the result set is closed");
        }
        return 1;
    }

    @Override
    public Statement getStatement() {
        return statement;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable SQLWarning getWarnings() {
        return null;
    }

    @Override
    public void clearWarnings() {}
}
