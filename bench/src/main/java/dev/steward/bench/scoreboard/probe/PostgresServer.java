package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.contestant.Setup;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL, as a probe sees it. Stateless. */
public final class PostgresServer {
    static final String SCHEMA = "public";
    static final String CATALOG = "postgres";

    /** What stops the server and starts it again. */
    @FunctionalInterface
    public interface Restart {
        void run() throws Exception;
    }

    private final String url;
    private final Restart restart;

    public PostgresServer(String url, Restart restart) {
        this.url = url;
        this.restart = restart;
    }

    String url() {
        return url;
    }

    void restart() throws Exception {
        restart.run();
    }

    /** A connection that no pool knows. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, Setup.USER, Setup.PASSWORD);
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String table) throws SQLException {
        try (Connection connection = connect()) {
            return number(connection, "select count(*) from " + table);
        }
    }

    /** Makes an empty table of whole numbers; its name. */
    String table() throws SQLException {
        String name = "scores_" + ProcessHandle.current().pid(); // Some share the server.
        execute("drop table if exists " + name + "; create table " + name + " (id int)");
        return name;
    }

    /** Ends the server's side of a connection, and waits until it is gone. */
    void kill(long process) throws SQLException {
        execute("select pg_terminate_backend(" + process + ", 5000)");
    }

    static long process(Connection connection) throws SQLException {
        return number(connection, "select pg_backend_pid()");
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new SQLException("no row for " + sql);
            }
            return row.getLong(1);
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
