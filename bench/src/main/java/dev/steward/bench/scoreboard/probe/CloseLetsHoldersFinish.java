package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.contestant.OpenPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What closing a pool does to work that is under way. */
final class CloseLetsHoldersFinish implements Probe {
    @Override
    public String sentence() {
        return "Closing a pool lets holders finish";
    }

    @Override
    public String criterion() {
        return "A holder needs 500 ms more for its transaction when the pool is closed, with a deadline of 3 s "
                + "where one can be set: its commit succeeds.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        String table = arena.postgres().table();
        OpenPool pool = arena.openPool(arena.onPostgres());
        Connection connection = pool.source().getConnection();
        connection.setAutoCommit(false);
        PostgresServer.run(connection, "insert into " + table + " values (1)");
        arena.start(() -> {
            pool.close(Duration.ofSeconds(3));
            return true;
        });
        TimeUnit.MILLISECONDS.sleep(500);
        try (connection) {
            PostgresServer.run(connection, "insert into " + table + " values (2)");
            connection.commit();
        } catch (SQLException e) {
            return Verdict.fail("its connection is closed under it");
        }
        return Verdict.of(arena.postgres().count(table) == 2, "its work is lost");
    }
}
