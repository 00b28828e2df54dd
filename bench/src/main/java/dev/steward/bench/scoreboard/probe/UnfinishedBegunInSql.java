package dev.steward.bench.scoreboard.probe;

/** What becomes of a transaction that was begun behind the back of the driver. */
final class UnfinishedBegunInSql implements Probe {
    @Override
    public String sentence() {
        return "Unfinished work is rolled back at close if its transaction was begun in SQL";
    }

    @Override
    public String criterion() {
        return "In auto-commit, the statement 'begin' and an insert, close without commit. The next holder "
                + "commits: no row, then or before.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        return Unfinished.verdict(arena, (connection, table) -> {
            PostgresServer.run(connection, "begin");
            PostgresServer.run(connection, "insert into " + table + " values (1)");
        });
    }
}
