package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** What a late close does to the next holder. */
final class StaleClose implements Probe {
    @Override
    public String sentence() {
        return "A stale close does not touch the next holder";
    }

    @Override
    public String criterion() {
        return "A holder closes, another gets the same physical connection, the first closes again: the second "
                + "still works, and nobody else gets its connection.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 1).timeoutMillis(700));
        Connection stale = pool.getConnection();
        stale.close();
        try (Connection holder = pool.getConnection()) {
            Shut.quietly(stale);
            PostgresServer.run(holder, "select 1");
            Attempt<Connection> other = arena.start(pool::getConnection);
            boolean ended = other.endsWithin(Duration.ofSeconds(4));
            return Verdict.of(ended && !other.isServed(), "its connection is passed on");
        } catch (SQLException e) {
            return Verdict.fail("the next holder fails: " + e.getMessage());
        }
    }
}
