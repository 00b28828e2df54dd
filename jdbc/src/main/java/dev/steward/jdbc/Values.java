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
        if (value instanceof ResultSet results && !(value instanceof LeasedResultSet)) {
            tenure.track(results); // The driver made it with a statement of its own, which nobody else closes.
            return new LeasedResultSet(tenure, statement, results);
        }
        return value;
    }

    /** The same for a value of a type that was asked for; a driver's own type of result set stays as it is. */
    static <T> T leasedAs(Class<T> type, T value, Tenure tenure, @Nullable LeasedStatement<?> statement)
            throws SQLException {
        @Nullable Object leased = type == ResultSet.class ? leased(value, tenure, statement) : value;
        return leased == value ? value : type.cast(leased);
    }
}
