package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.sql.Connection;
import javax.sql.DataSource;

/** What becomes of statements that were left open. */
final class StatementsClosed implements Probe {
    @Override
    public String sentence() {
        return "Statements left open are closed with their connection";
    }

    @Override
    public String criterion() {
        return "Ten statements and ten prepared statements are left open at close: the driver has none open "
                + "afterwards.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        DataSource pool = arena.open(arena.on(database).size(0, 1));
        int before = database.openStatements();
        Connection connection = pool.getConnection();
        for (int i = 0; i < 10; i++) {
            connection.createStatement().execute("select 1");
            connection.prepareStatement("select 1").executeQuery();
        }
        connection.close();
        int left = database.openStatements() - before;
        return Verdict.atMost(0, left, "left open", "");
    }
}
