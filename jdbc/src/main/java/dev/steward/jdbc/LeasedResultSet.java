package dev.steward.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result set of a leased connection, which is closed with it. As threadsafe as the driver's result set. */
final class LeasedResultSet extends DelegatingResultSet {
    private final @Nullable LeasedStatement<?> statement;

    /**
     * Makes the shell.
     *
     * @param statement what the holder got it from; null for a result set of the meta data
     */
    LeasedResultSet(Tenure tenure, @Nullable LeasedStatement<?> statement, ResultSet raw) {
        super(tenure, raw);
        this.statement = statement;
    }

    /** The shell; null for meta data, as JDBC allows, because the driver's own statement leads behind the shells. */
    @Override
    public @Nullable Statement getStatement() throws SQLException {
        if (raw.isClosed()) {
            return live().getStatement(); // The driver refuses, in its own words.
        }
        tenure.check();
        return statement;
    }

    @Override
    public void close() throws SQLException {
        if (!tenure.isOver()) {
            tenure.forget(raw);
            try {
                raw.close();
                if (statement != null) {
                    statement.resultSetClosed();
                }
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return tenure.isOver() || raw.isClosed();
    }

    @Override
    public @Nullable Object getObject(int columnIndex) throws SQLException {
        return Values.leased(super.getObject(columnIndex), tenure, statement);
    }

    @Override
    public @Nullable Object getObject(String columnLabel) throws SQLException {
        return Values.leased(super.getObject(columnLabel), tenure, statement);
    }

    @Override
    public @Nullable Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
        return Values.leased(super.getObject(columnIndex, map), tenure, statement);
    }

    @Override
    public @Nullable Object getObject(String columnLabel, Map<String, Class<?>> map) throws SQLException {
        return Values.leased(super.getObject(columnLabel, map), tenure, statement);
    }

    @Override
    public <T> T getObject(int columnIndex, Class<T> type) throws SQLException {
        return Values.leasedAs(type, super.getObject(columnIndex, type), tenure, statement);
    }

    @Override
    public <T> T getObject(String columnLabel, Class<T> type) throws SQLException {
        return Values.leasedAs(type, super.getObject(columnLabel, type), tenure, statement);
    }

    @Override
    public @Nullable Array getArray(int columnIndex) throws SQLException {
        return Values.leased(super.getArray(columnIndex), tenure, statement);
    }

    @Override
    public @Nullable Array getArray(String columnLabel) throws SQLException {
        return Values.leased(super.getArray(columnLabel), tenure, statement);
    }
}
