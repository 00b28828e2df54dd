package dev.steward.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Values that may be a cursor, or lead to one: an out parameter or a column can hold a result set of its own, and an array
 * can be read as one. Stateless.
 */
final class Values {
    private Values() {}

    /** The value, or the shell of it if it leads back to the physical connection. */
    static @Nullable Object leased(@Nullable Object value, Tenure tenure, @Nullable LeasedStatement<?> statement)
            throws SQLException {
        if (value instanceof Array array) {
            return leased(array, tenure, statement);
        }
        return value instanceof ResultSet results ? shellOf(results, tenure, statement) : value;
    }

    /** The shell of an array, whose result sets lead back to the physical connection. */
    static @Nullable Array leased(@Nullable Array array, Tenure tenure, @Nullable LeasedStatement<?> statement) {
        return array == null ? null : new LeasedArray(tenure, statement, array);
    }

    /** What the driver knows: its own array in place of the shell. */
    static @Nullable Object raw(@Nullable Object value) {
        return value instanceof LeasedArray shell ? shell.raw : value;
    }

    /** The same for an array. */
    static @Nullable Array raw(@Nullable Array array) {
        return array instanceof LeasedArray shell ? shell.raw : array;
    }

    /** The same for a value of a type that was asked for; a driver's own type of result set stays as it is. */
    static <T> T leasedAs(Class<T> type, T value, Tenure tenure, @Nullable LeasedStatement<?> statement)
            throws SQLException {
        if (type == Array.class && value instanceof Array array) {
            return type.cast(new LeasedArray(tenure, statement, array));
        }
        return type == ResultSet.class && value instanceof ResultSet results
                ? type.cast(shellOf(results, tenure, statement))
                : value;
    }

    /** Remembered by itself: the driver made it with a statement of its own, which nobody else closes. */
    static ResultSet shellOf(ResultSet results, Tenure tenure, @Nullable LeasedStatement<?> statement)
            throws SQLException {
        tenure.track(results, null);
        return new LeasedResultSet(tenure, statement, results);
    }
}
