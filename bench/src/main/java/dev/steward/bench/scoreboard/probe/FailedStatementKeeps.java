package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Whether a statement that fails costs its connection. */
final class FailedStatementKeeps implements Probe {
    @Override
    public String sentence() {
        return "A statement that fails does not cost the connection";
    }

    @Override
    public String criterion() {
        return "A query of a table that is not there fails; the next getConnection gives the same connection, by"
                + " its process.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 1));
        long process = 0;
        try (Connection connection = pool.getConnection()) {
            process = PostgresServer.process(connection);
            PostgresServer.run(connection, "select * from no_such_table");
            return Verdict.fail("the query did not fail");
        } catch (SQLException expected) {
            // The holder's own mistake.
        }
        try (Connection next = pool.getConnection()) {
            return Verdict.of(PostgresServer.process(next) == process, "another connection");
        }
    }
}
