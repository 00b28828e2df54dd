package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What becomes of a connection that failed its holder. */
final class KilledInUse implements Probe {
    @Override
    public String sentence() {
        return "A connection that was killed in use, and failed its holder, is not passed on";
    }

    @Override
    public String criterion() {
        return "PostgreSQL ends it, the holder's next query fails, the holder closes it: the next getConnection "
                + "at once gives one that works.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres());
        Connection killed = pool.getConnection();
        arena.postgres().kill(PostgresServer.process(killed));
        try (killed) {
            PostgresServer.run(killed, "select 1");
            return Verdict.fail("the query did not fail");
        } catch (SQLException expected) {
            // What the holder sees.
        }
        try (Connection next = pool.getConnection()) {
            PostgresServer.run(next, "select 1");
            return Verdict.pass();
        } catch (SQLException e) {
            return Verdict.fail("dead");
        }
    }
}
