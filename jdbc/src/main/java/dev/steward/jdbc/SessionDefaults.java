package dev.steward.jdbc;

import dev.steward.resource.Conflicts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a session shall begin; what is null is left to the driver and the database. Immutable. */
record SessionDefaults(
        @Nullable Boolean autoCommit,
        @Nullable Boolean readOnly,
        @Nullable Integer isolation,
        @Nullable String schema,
        @Nullable String catalog,
        @Nullable Duration networkTimeout,
        @Nullable String initSql) {
    private static final List<Integer> ISOLATIONS = List.of(
            Connection.TRANSACTION_READ_UNCOMMITTED,
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_REPEATABLE_READ,
            Connection.TRANSACTION_SERIALIZABLE);

    void check(Conflicts conflicts) {
        conflicts.expect(
                isolation == null || ISOLATIONS.contains(isolation),
                "isolation: must be one of the TRANSACTION_ constants of java.sql.Connection " + ISOLATIONS + ", got "
                        + isolation);
        conflicts.expect(schema == null || !schema.isBlank(), "schema: must not be blank");
        conflicts.expect(catalog == null || !catalog.isBlank(), "catalog: must not be blank");
        conflicts.expect(initSql == null || !initSql.isBlank(), "initSql: must not be blank");
        conflicts.expectPositive("networkTimeout", networkTimeout);
    }

    /**
     * Sets up a new connection and leaves it in auto-commit, so that nothing here belongs to a transaction.
     *
     * @return what auto-commit shall be afterwards
     */
    boolean applyTo(Connection connection) throws SQLException {
        boolean wanted = autoCommit == null ? connection.getAutoCommit() : autoCommit;
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        if (initSql != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(initSql);
            }
        }
        if (catalog != null) {
            connection.setCatalog(catalog);
        }
        if (schema != null) {
            connection.setSchema(schema);
        }
        if (isolation != null) {
            connection.setTransactionIsolation(isolation);
        }
        if (readOnly != null) {
            connection.setReadOnly(readOnly);
        }
        if (networkTimeout != null) {
            long millis = Math.max(1, networkTimeout.toMillis());
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, millis));
        }
        return wanted;
    }
}
