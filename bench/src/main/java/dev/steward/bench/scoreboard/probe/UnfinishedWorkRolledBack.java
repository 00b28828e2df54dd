package dev.steward.bench.scoreboard.probe;

/** What becomes of work that nobody committed. */
final class UnfinishedWorkRolledBack implements Probe {
    @Override
    public String sentence() {
        return "Unfinished work is rolled back at close";
    }

    @Override
    public String criterion() {
        return "Auto-commit off, an insert, close without commit. The next holder commits: PostgreSQL has no "
                + "row, then or before.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        return Unfinished.verdict(arena, (connection, table) -> {
            connection.setAutoCommit(false);
            PostgresServer.run(connection, "insert into " + table + " values (1)");
        });
    }
}
