package dev.steward.bench.stub;

import java.sql.ResultSet;
import java.sql.SQLException;

/** See {@link StubStatement}. */
final class StubPreparedStatement extends UnsupportedPreparedStatement {
    StubPreparedStatement(StubConnection connection) {
        super(connection);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return answer();
    }

    @Override
    public boolean execute() throws SQLException {
        answer();
        return true;
    }

    @Override
    public int executeUpdate() throws SQLException {
        answer();
        return 1;
    }
}
