package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Whether a statement that was cancelled costs its connection. */
final class CancelledStatementKeeps implements Probe {
    @Override
    public String sentence() {
        return "A statement that was cancelled does not cost the connection";
    }

    @Override
    public String criterion() {
        return "A query is cancelled after 100 ms (SQLSTATE 57014); the next getConnection gives the same "
                + "connection, by its process.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 1));
        long process = 0;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            process = PostgresServer.process(connection);
            arena.start(() -> {
                TimeUnit.MILLISECONDS.sleep(100);
                statement.cancel();
                return true;
            });
            statement.execute("select pg_sleep(5)");
            return Verdict.fail("the query was not cancelled");
        } catch (SQLException expected) {
            // The holder's own wish.
        }
        try (Connection next = pool.getConnection()) {
            return Verdict.of(PostgresServer.process(next) == process, "another connection");
        }
    }
}
