package dev.steward.jdbc;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A callable statement of a leased connection. As threadsafe as the driver's statement. */
final class LeasedCallableStatement extends DelegatingCallableStatement {
    LeasedCallableStatement(LeasedConnection connection, CallableStatement raw, String sql) {
        super(connection, raw, sql);
    }

    @Override
    public @Nullable Object getObject(int parameterIndex) throws SQLException {
        return Values.leased(super.getObject(parameterIndex), tenure, this);
    }

    @Override
    public @Nullable Object getObject(String parameterName) throws SQLException {
        return Values.leased(super.getObject(parameterName), tenure, this);
    }

    @Override
    public @Nullable Object getObject(int parameterIndex, Map<String, Class<?>> map) throws SQLException {
        return Values.leased(super.getObject(parameterIndex, map), tenure, this);
    }

    @Override
    public @Nullable Object getObject(String parameterName, Map<String, Class<?>> map) throws SQLException {
        return Values.leased(super.getObject(parameterName, map), tenure, this);
    }

    @Override
    public <T> T getObject(int parameterIndex, Class<T> type) throws SQLException {
        return Values.leasedAs(type, super.getObject(parameterIndex, type), tenure, this);
    }

    @Override
    public <T> T getObject(String parameterName, Class<T> type) throws SQLException {
        return Values.leasedAs(type, super.getObject(parameterName, type), tenure, this);
    }

    @Override
    public @Nullable Array getArray(int parameterIndex) throws SQLException {
        return Values.leased(super.getArray(parameterIndex), tenure, this);
    }

    @Override
    public @Nullable Array getArray(String parameterName) throws SQLException {
        return Values.leased(super.getArray(parameterName), tenure, this);
    }
}
