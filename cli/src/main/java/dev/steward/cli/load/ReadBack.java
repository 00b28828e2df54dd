package dev.steward.cli.load;

import dev.steward.cli.source.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the table really holds, read as a stream in the order of the key, so that a duplicate stands beside its twin.
 *
 * @param rows how many rows there are
 * @param distinct how many different keys
 * @param checksum the sum of their checksums
 */
public record ReadBack(long rows, long distinct, long checksum) {
    static ReadBack of(Connection connection, Table table) throws SQLException {
        return of(connection, table, row -> {});
    }

    /** Reads a table back, showing each row. */
    static ReadBack of(Connection connection, Table table, Consumer<Row> seen) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            execute(statement, table.dialect().beforeStreaming());
            statement.setFetchSize(table.dialect().fetchSize());
            ReadBack result;
            try (ResultSet rows = statement.executeQuery(table.select())) {
                result = sum(rows, table.columns().size(), seen);
            }
            execute(statement, table.dialect().afterStreaming());
            connection.commit();
            return result;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(before);
            }
        }
    }

    private static void execute(Statement statement, String sql) throws SQLException {
        if (!sql.isEmpty()) {
            statement.execute(sql);
        }
    }

    private static ReadBack sum(ResultSet rows, int columns, Consumer<Row> seen) throws SQLException {
        long count = 0;
        long distinct = 0;
        long checksum = 0;
        long previous = Long.MIN_VALUE;
        while (rows.next()) {
            long number = rows.getLong(1);
            @Nullable String[] values = new String[columns];
            for (int i = 0; i < columns; i++) {
                values[i] = rows.getString(i + 2);
            }
            count++;
            distinct += number == previous ? 0 : 1;
            Row row = new Row(number, values);
            checksum += Checksum.of(row);
            seen.accept(row);
            previous = number;
        }
        return new ReadBack(count, distinct, checksum);
    }
}
