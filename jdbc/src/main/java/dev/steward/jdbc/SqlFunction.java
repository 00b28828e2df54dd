package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Work with a connection that gives a result.
 *
 * @param <R> the result
 */
@FunctionalInterface
public interface SqlFunction<R extends @Nullable Object> {
    /**
     * Does the work.
     *
     * @param connection an open connection; it is closed for the function
     * @return the result
     * @throws SQLException if the database refuses
     */
    R apply(Connection connection) throws SQLException;
}
