package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * One piece of session state, a way to change it, and a way to read it.
 *
 * @param shows whether who changed it reads the change; otherwise a driver that ignores it cannot be told apart
 */
record Dirt(String name, Change change, Probe probe, boolean shows) {
    private static final String ANY_STATEMENT = "select 42";

    /** One that its own maker sees as well, if the driver takes it at all. */
    Dirt(String name, Change change, Probe probe) {
        this(name, change, probe, true);
    }

    static List<Dirt> all() {
        return List.of(
                new Dirt("auto-commit", c -> c.setAutoCommit(false), Connection::getAutoCommit),
                new Dirt("read-only", c -> c.setReadOnly(true), Connection::isReadOnly),
                new Dirt(
                        "isolation",
                        c -> c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE),
                        Connection::getTransactionIsolation),
                new Dirt("schema", c -> c.setSchema(upper(c) ? "OTHER" : "other"), Connection::getSchema),
                new Dirt(
                        "schema, committed in a transaction",
                        c -> {
                            c.setAutoCommit(false);
                            c.setSchema(upper(c) ? "OTHER" : "other");
                            c.commit();
                        },
                        Connection::getSchema),
                new Dirt(
                        "holdability",
                        c -> c.setHoldability(
                                c.getHoldability() == ResultSet.HOLD_CURSORS_OVER_COMMIT
                                        ? ResultSet.CLOSE_CURSORS_AT_COMMIT
                                        : ResultSet.HOLD_CURSORS_OVER_COMMIT),
                        Connection::getHoldability),
                new Dirt(
                        "network timeout",
                        c -> c.setNetworkTimeout(Runnable::run, 60_000),
                        Connection::getNetworkTimeout),
                new Dirt(
                        "client info by name",
                        c -> c.setClientInfo("ApplicationName", "dirty"),
                        c -> c.getClientInfo("ApplicationName")),
                new Dirt(
                        "client info by properties",
                        c -> {
                            Properties properties = new Properties();
                            properties.setProperty("ApplicationName", "dirtier");
                            c.setClientInfo(properties);
                        },
                        c -> c.getClientInfo("ApplicationName")),
                new Dirt(
                        "type map",
                        c -> c.setTypeMap(new HashMap<>(Map.of("dirty", String.class))),
                        c -> String.valueOf(c.getTypeMap())),
                new Dirt(
                        "type map in place",
                        c -> c.getTypeMap().put("dirty", String.class),
                        c -> String.valueOf(c.getTypeMap())),
                new Dirt("catalog", c -> c.setCatalog("other"), Connection::getCatalog),
                new Dirt(
                        "catalog, committed in a transaction",
                        c -> {
                            c.setAutoCommit(false);
                            c.setCatalog("other");
                            c.commit();
                        },
                        Connection::getCatalog),
                new Dirt("warnings", Dirt::warn, c -> String.valueOf(c.getWarnings())),
                new Dirt(
                        "open transaction",
                        c -> {
                            c.setAutoCommit(false);
                            run(c, "insert into items values (1)");
                            c.setSavepoint();
                            run(c, "insert into items values (2)");
                        },
                        Dirt::items),
                new Dirt(
                        "open transaction, begun by SQL",
                        c -> {
                            run(c, "begin");
                            run(c, "insert into items values (1)");
                        },
                        Dirt::items),
                new Dirt("open statements", Dirt::leaveOpen, Dirt::items, false),
                new Dirt("limits of statements", Dirt::limit, Dirt::limits, false));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int items(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from items")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Only PostgreSQL's driver lets a warning be added; MariaDB warns of what H2 refuses. */
    private static void warn(Connection connection) throws SQLException {
        if (connection.isWrapperFor(PgConnection.class)) {
            connection.unwrap(PgConnection.class).addWarning(new SQLWarning("dirty"));
        } else {
            run(connection, "select 1/0");
        }
    }

    /** Half-read, and with rows that are still on the server if the driver leaves them there. */
    @SuppressWarnings("resource") // It is left open on purpose.
    private static void leaveOpen(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        for (int i = 0; i < 3; i++) {
            PreparedStatement statement = connection.prepareStatement("select 1 union all select 2 union all select 3");
            statement.setFetchSize(1);
            statement.executeQuery().next();
        }
    }

    @SuppressWarnings("resource") // It is left open on purpose.
    private static void limit(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(ANY_STATEMENT);
        statement.setMaxRows(1);
        statement.setQueryTimeout(7);
        statement.setFetchSize(1);
        statement.setMaxFieldSize(3);
    }

    private static List<Integer> limits(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANY_STATEMENT)) {
            return List.of(
                    statement.getMaxRows(),
                    statement.getQueryTimeout(),
                    statement.getFetchSize(),
                    statement.getMaxFieldSize());
        }
    }

    private static boolean upper(Connection connection) throws SQLException {
        return connection.getMetaData().storesUpperCaseIdentifiers();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Makes it dirty. */
    interface Change {
        void make(Connection connection) throws SQLException;
    }

    /** Reads it. */
    interface Probe {
        @Nullable
        Object read(Connection connection) throws SQLException;
    }
}
