package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** Whether the database ever sees more connections than the maximum. */
final class NeverAboveMaximum implements Probe {
    @Override
    public String sentence() {
        return "The database never sees more connections than the maximum";
    }

    @Override
    public String criterion() {
        return "8 threads on a maximum of 4 get and close while every connection is cut every 50 ms, for 1 s; "
                + "closing one takes the driver 100 ms: the database never has more than 4.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        DataSource pool = arena.open(arena.on(database).size(0, 4).timeoutMillis(1_000));
        database.closesTake(Duration.ofMillis(100));
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < 8; i++) {
            arena.start(() -> {
                while (!over.get()) {
                    try (Connection connection = pool.getConnection()) {
                        connection.createStatement().execute("select 1");
                    } catch (SQLException cut) {
                        TimeUnit.MILLISECONDS.sleep(2);
                    }
                }
                return true;
            });
        }
        for (int i = 0; i < 20; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
            database.cutAll();
        }
        over.set(true);
        return Verdict.atMost(4, database.mostOpen(), "at once", "");
    }
}
