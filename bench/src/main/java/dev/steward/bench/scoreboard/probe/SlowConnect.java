package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.time.Duration;
import javax.sql.DataSource;

/** How long getConnection waits for a slow database. */
final class SlowConnect implements Probe {
    @Override
    public String sentence() {
        return "A timeout holds while connects are slow";
    }

    @Override
    public String criterion() {
        return "Connects take 2 s, the timeout is 400 ms: an SQLException within 650 ms.";
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        DataSource pool = arena.open(arena.on(database).timeoutMillis(400));
        database.connectsTake(Duration.ofSeconds(2));
        return Late.verdict(arena.start(pool::getConnection), 650);
    }
}
