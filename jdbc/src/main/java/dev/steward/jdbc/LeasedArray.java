package dev.steward.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An array that came from a leased connection: read as a result set it leads back to the shells, and not to the physical
 * connection. As threadsafe as the driver's array.
 */
final class LeasedArray implements Array {
    final Array raw;
    private final Tenure tenure;
    private final @Nullable LeasedStatement<?> statement;

    LeasedArray(Tenure tenure, @Nullable LeasedStatement<?> statement, Array raw) {
        this.tenure = tenure;
        this.statement = statement;
        this.raw = raw;
    }

    /** Some call of the driver's array. */
    private interface Call<T extends @Nullable Object> {
        T of(Array array) throws SQLException;
    }

    private <T extends @Nullable Object> T call(Call<T> call) throws SQLException {
        tenure.check();
        try {
            return call.of(raw);
        } catch (SQLException e) {
            throw tenure.failed(e);
        }
    }

    private ResultSet results(Call<ResultSet> call) throws SQLException {
        return Values.shellOf(call(call), tenure, statement);
    }

    @Override
    public String getBaseTypeName() throws SQLException {
        return call(Array::getBaseTypeName);
    }

    @Override
    public int getBaseType() throws SQLException {
        return call(Array::getBaseType);
    }

    @Override
    public Object getArray() throws SQLException {
        return call(Array::getArray);
    }

    @Override
    public Object getArray(Map<String, Class<?>> map) throws SQLException {
        return call(array -> array.getArray(map));
    }

    @Override
    public Object getArray(long index, int count) throws SQLException {
        return call(array -> array.getArray(index, count));
    }

    @Override
    public Object getArray(long index, int count, Map<String, Class<?>> map) throws SQLException {
        return call(array -> array.getArray(index, count, map));
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return results(Array::getResultSet);
    }

    @Override
    public ResultSet getResultSet(Map<String, Class<?>> map) throws SQLException {
        return results(array -> array.getResultSet(map));
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        return results(array -> array.getResultSet(index, count));
    }

    @Override
    public ResultSet getResultSet(long index, int count, Map<String, Class<?>> map) throws SQLException {
        return results(array -> array.getResultSet(index, count, map));
    }

    @Override
    public void free() throws SQLException {
        if (!tenure.isOver()) {
            call(array -> {
                array.free();
                return array;
            });
        }
    }

    @Override
    public String toString() {
        return String.valueOf(raw);
    }
}
