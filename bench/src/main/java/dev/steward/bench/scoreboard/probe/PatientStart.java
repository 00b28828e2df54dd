package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Whether a pool can be there before its database is. */
final class PatientStart implements Probe {
    @Override
    public String sentence() {
        return "A pool can be opened before its database is there, and serves once it is";
    }

    @Override
    public String criterion() {
        return "Opened while connects are refused, without an exception; then they are served again, and "
                + "getConnection is within 3 s.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        database.refuse(() -> new SQLException("trial 4711 starts up", "08001"));
        Attempt<DataSource> opening =
                arena.start(() -> arena.open(arena.on(database).size(1, 2).timeoutMillis(1_000)));
        if (!opening.endsWithin(Duration.ofSeconds(6))) {
            return Verdict.hung("opening takes more than 6 s");
        }
        Throwable refused = opening.failure();
        if (refused != null) {
            return Verdict.fail("refuses to open: " + refused);
        }
        DataSource pool = opening.value();
        long back = System.nanoTime();
        database.refuse(null);
        while (true) {
            Attempt<Connection> attempt = arena.start(pool::getConnection);
            if (attempt.endsWithin(Duration.ofSeconds(3)) && attempt.isServed()) {
                return Verdict.atMost(3_000, attempt.millisAfter(back), "ms", "");
            }
            if (System.nanoTime() - back > 3_000_000_000L) {
                return Verdict.fail("not served in 3 s");
            }
        }
    }
}
