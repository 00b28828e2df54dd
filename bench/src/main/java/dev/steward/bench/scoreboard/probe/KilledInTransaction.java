package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What becomes of a connection that died unseen, with a transaction open. */
final class KilledInTransaction implements Probe {
    @Override
    public String sentence() {
        return "A connection that was killed in a transaction, unseen, is not passed on";
    }

    @Override
    public String criterion() {
        return "PostgreSQL ends it after an insert, the holder closes it without noticing: the next "
                + "getConnection at once gives one that works.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        String table = arena.postgres().table();
        DataSource pool = arena.open(arena.onPostgres());
        Connection killed = pool.getConnection();
        long process = PostgresServer.process(killed);
        killed.setAutoCommit(false);
        PostgresServer.run(killed, "insert into " + table + " values (1)");
        arena.postgres().kill(process);
        Shut.quietly(killed);
        try (Connection next = pool.getConnection()) {
            PostgresServer.run(next, "select 1");
            return Verdict.pass();
        } catch (SQLException e) {
            return Verdict.fail("dead");
        }
    }
}
