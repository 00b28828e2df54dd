package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;

/** The properties of a session that JDBC has setters for. Immutable. */
final class CleanProperties {
    static final List<Probe> ALL = List.of(
            postgres("auto-commit", "setAutoCommit(false)", c -> c.setAutoCommit(false), Connection::getAutoCommit),
            postgres("schema", "setSchema(pg_catalog)", c -> c.setSchema("pg_catalog"), Connection::getSchema),
            stub("catalog", "setCatalog", c -> c.setCatalog("elsewhere"), Connection::getCatalog),
            postgres(
                    "isolation",
                    "setTransactionIsolation(serializable)",
                    c -> c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE),
                    Connection::getTransactionIsolation),
            postgres(
                    "holdability",
                    "setHoldability(hold over commit)",
                    c -> c.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT),
                    Connection::getHoldability),
            postgres("read-only", "setReadOnly(true)", c -> c.setReadOnly(true), Connection::isReadOnly),
            postgres(
                    "network timeout",
                    "setNetworkTimeout(12345)",
                    c -> c.setNetworkTimeout(Runnable::run, 12_345),
                    Connection::getNetworkTimeout),
            postgres(
                    "client info",
                    "setClientInfo(ApplicationName)",
                    c -> c.setClientInfo("ApplicationName", "first"),
                    c -> c.getClientInfo("ApplicationName")),
            stub("type map", "setTypeMap", c -> c.setTypeMap(Map.of("point", String.class)), Connection::getTypeMap));

    private CleanProperties() {}

    private static Probe postgres(
            String what, String change, CleanProperty.Change dirty, CleanProperty.Reading reading) {
        return new CleanProperty("clean-" + what.replace(' ', '-'), what, change, true, dirty, reading);
    }

    /** For what neither PostgreSQL nor H2 lets a holder change. */
    private static Probe stub(String what, String change, CleanProperty.Change dirty, CleanProperty.Reading reading) {
        return new CleanProperty("clean-" + what.replace(' ', '-'), what, change, false, dirty, reading);
    }
}
