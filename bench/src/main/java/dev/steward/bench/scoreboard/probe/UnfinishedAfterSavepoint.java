package dev.steward.bench.scoreboard.probe;

import java.sql.Savepoint;

/** What becomes of uncommitted work before a savepoint that was rolled back to. */
final class UnfinishedAfterSavepoint implements Probe {
    @Override
    public String sentence() {
        return "Unfinished work is rolled back at close after a rollback to a savepoint";
    }

    @Override
    public String criterion() {
        return "Auto-commit off, an insert, a savepoint, a rollback to it, close without commit. The next holder"
                + " commits: no row, then or before.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        return Unfinished.verdict(arena, (connection, table) -> {
            connection.setAutoCommit(false);
            PostgresServer.run(connection, "insert into " + table + " values (1)");
            Savepoint savepoint = connection.setSavepoint();
            connection.rollback(savepoint);
        });
    }
}
