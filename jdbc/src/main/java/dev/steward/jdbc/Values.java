package dev.steward.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Values that may be a cursor: an out parameter or a column can hold a result set of its own. Stateless. */
final class Values {
    private Values() {}

    /** The value, or the shell of it if it leads back to the physical connection. */
    static @Nullable Object leased(@Nullable Object value, Tenure tenure, @Nullable LeasedStatement<?> statement)
            throws SQLException {
        return value instanceof ResultSet results ? shellOf(results, tenure, statement) : value;
    }

    /** The same for a value of a type that was asked for; a driver's own type of result set stays as it is. */
    static <T> T leasedAs(Class<T> type, T value, Tenure tenure, @Nullable LeasedStatement<?> statement)
            throws SQLException {
        return type == ResultSet.class && value instanceof ResultSet results
                ? type.cast(shellOf(results, tenure, statement))
                : value;
    }

    /** Remembered by itself: the driver made it with a statement of its own, which nobody else closes. */
    private static ResultSet shellOf(ResultSet results, Tenure tenure, @Nullable LeasedStatement<?> statement)
            throws SQLException {
        tenure.track(results);
        return new LeasedResultSet(tenure, statement, results);
    }
}
