package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Whether a timeout says that connecting fails. */
final class CauseOfTimeout implements Probe {
    @Override
    public String sentence() {
        return "A timeout carries the failure of the connects behind it";
    }

    @Override
    public String criterion() {
        return "Connects are refused with SQLSTATE 08001, the timeout is 700 ms: the driver's exception is in "
                + "the chain of causes.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        DataSource pool = arena.open(arena.on(database).timeoutMillis(700));
        database.refuse(() -> new SQLException("trial 4711 refuses", "08001"));
        Throwable failure = Late.failure(arena.start(pool::getConnection));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("trial 4711 refuses")) {
                return Verdict.pass();
            }
        }
        return Verdict.fail("the cause is lost: " + failure.getMessage());
    }
}
