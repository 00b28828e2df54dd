package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** What becomes of a connection that died unseen, in the hands of its holder. */
final class KilledWhileHeld implements Probe {
    @Override
    public String sentence() {
        return "A connection that was killed while held, unseen, is not passed on 0.7 s later";
    }

    @Override
    public String criterion() {
        return "PostgreSQL ends it in auto-commit, the holder closes it without noticing, 0.7 s later "
                + "getConnection gives one that works.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres());
        Connection killed = pool.getConnection();
        arena.postgres().kill(PostgresServer.process(killed));
        Shut.quietly(killed);
        TimeUnit.MILLISECONDS.sleep(700);
        try (Connection next = pool.getConnection()) {
            PostgresServer.run(next, "select 1");
            return Verdict.pass();
        } catch (SQLException e) {
            return Verdict.fail("dead");
        }
    }
}
