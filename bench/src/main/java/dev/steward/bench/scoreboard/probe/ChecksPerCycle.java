package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import javax.sql.DataSource;

/** What validation costs. */
final class ChecksPerCycle implements Probe {
    @Override
    public String sentence() {
        return "What it costs: round trips to the database for validation";
    }

    @Override
    public String criterion() {
        return "How often isValid is called in 1,000 times getConnection and close, one after the other. Each is"
                + " a round trip to the server. Only a figure: who validates every time finds every dead "
                + "connection, and pays for it.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        DataSource pool = arena.open(arena.on(database));
        pool.getConnection().close();
        int before = database.checks();
        for (int i = 0; i < 1_000; i++) {
            pool.getConnection().close();
        }
        return Verdict.figure(database.checks() - before, "per 1,000");
    }
}
