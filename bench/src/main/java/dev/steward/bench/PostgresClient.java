package dev.steward.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** One thread of {@link PostgresLoad}; gives what each of its requests took. Confined to its thread. */
final class PostgresClient implements Callable<long[]> {
    private final DataSource pool;
    private final int row;
    private final long endsNanos;

    PostgresClient(DataSource pool, int row, long endsNanos) {
        this.pool = pool;
        this.row = row;
        this.endsNanos = endsNanos;
    }

    @Override
    public long[] call() throws SQLException {
        long[] taken = new long[1024];
        int done = 0;
        long began = System.nanoTime();
        while (began - endsNanos < 0) {
            request();
            long now = System.nanoTime();
            if (done == taken.length) {
                taken = Arrays.copyOf(taken, 2 * done);
            }
            taken[done++] = now - began;
            began = now;
        }
        return Arrays.copyOf(taken, done);
    }

    private void request() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try (PreparedStatement select = connection.prepareStatement("select 1");
                    ResultSet results = select.executeQuery()) {
                if (!results.next()) {
                    throw new SQLException("select 1 gave no row");
                }
            }
            try (PreparedStatement update =
                    connection.prepareStatement("update counters set turns = turns + 1 where id = ?")) {
                update.setInt(1, row);
                if (update.executeUpdate() != 1) {
                    throw new SQLException("row " + row + " was not updated");
                }
            }
        }
    }
}
