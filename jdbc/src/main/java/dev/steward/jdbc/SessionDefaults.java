package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** How a session shall begin; what is null is left to the driver and the database. Immutable. */
record SessionDefaults(
        @Nullable Boolean autoCommit,
        @Nullable Boolean readOnly,
        @Nullable Integer isolation,
        @Nullable String schema,
        @Nullable String catalog,
        @Nullable String initSql) {

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
        return wanted;
    }
}
