package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Work that its holder leaves unfinished, in a table of PostgreSQL, and what the next holder makes of it. Stateless. */
final class Unfinished {
    /** What the first holder does. */
    @FunctionalInterface
    interface Work {
        void on(Connection connection, String table) throws SQLException;
    }

    private Unfinished() {}

    static Verdict verdict(Arena arena, Work work) throws SQLException {
        String table = arena.postgres().table();
        DataSource pool = arena.open(arena.onPostgres().size(0, 1));
        Connection first = pool.getConnection();
        work.on(first, table);
        Shut.quietly(first);
        if (arena.postgres().count(table) > 0) {
            return Verdict.fail("committed at close");
        }
        try (Connection next = pool.getConnection()) {
            next.setAutoCommit(false);
            PostgresServer.run(next, "insert into " + table + " values (2)");
            next.commit();
        }
        return switch ((int) arena.postgres().count(table)) {
            case 1 -> Verdict.pass();
            case 0 -> Verdict.fail("the next holder's own work is lost");
            default -> Verdict.fail("committed by the next holder");
        };
    }
}
