package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One piece of session state, a way to change it, and a way to read it. */
record Dirt(String name, Change change, Probe probe) {

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
                        c -> String.valueOf(c.getTypeMap())));
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
