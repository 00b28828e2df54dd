package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import javax.sql.DataSource;

/** How long getConnection waits for a database that does not answer. */
final class HungConnect implements Probe {
    @Override
    public String sentence() {
        return "A timeout holds while a connect hangs";
    }

    @Override
    public String criterion() {
        return "Connects never end, the timeout is 400 ms: an SQLException within 650 ms.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        DataSource pool = arena.open(arena.on(database).timeoutMillis(400));
        database.hang(Integer.MAX_VALUE);
        return Late.verdict(arena.start(pool::getConnection), 650);
    }
}
