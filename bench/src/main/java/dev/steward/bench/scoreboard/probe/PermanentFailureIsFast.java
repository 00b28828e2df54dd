package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What a wrong password costs. */
final class PermanentFailureIsFast implements Probe {
    @Override
    public String sentence() {
        return "A failure that no waiting mends is told at once";
    }

    @Override
    public String criterion() {
        return "Connects are refused with SQLSTATE 28P01 (wrong password), the timeout is 3 s: an SQLException "
                + "with the cause within 2 s.";
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
        DataSource pool = arena.open(arena.on(database).timeoutMillis(3_000));
        database.refuse(() -> new SQLException("trial 4711 knows no such password", "28P01"));
        Attempt<Connection> attempt = arena.start(pool::getConnection);
        Throwable failure = Late.failure(attempt);
        return arena.said(failure).contains("4711")
                ? Verdict.atMost(2_000, attempt.millis(), "ms", "")
                : Verdict.fail("the cause is lost: " + failure.getMessage());
    }
}
