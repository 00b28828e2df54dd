package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbc.JdbcConnection;

/** H2 in the memory of this process, which lives as long as one connection is open. */
final class H2 implements Database, AutoCloseable {
    private final Connection keptOpen;

    H2() throws SQLException {
        keptOpen = beside();
        try (Statement statement = keptOpen.createStatement()) {
            statement.execute("create schema if not exists other");
        }
    }

    @Override
    public String url() {
        return "jdbc:h2:mem:contract";
    }

    @Override
    public String user() {
        return "sa";
    }

    @Override
    public String sessionId() {
        return "session_id()";
    }

    @Override
    public String endSession(long sessionId) {
        return "call abort_session(" + sessionId + ")";
    }

    @Override
    public Class<?> driverType() {
        return JdbcConnection.class;
    }

    @Override
    public void close() throws SQLException {
        keptOpen.close();
    }
}
