package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Whether a connection that is never closed is noticed. */
final class LeakReported implements Probe {
    private static List<Connection> forgetfulMethod(DataSource pool) throws SQLException {
        return Arena.hold(pool, 1);
    }

    @Override
    public String sentence() {
        return "A connection that is never closed is reported, with the place that got it";
    }

    @Override
    public String criterion() {
        return "With 2 s as the time after which it is a leak: within 6 s the log has the name of the method "
                + "that got it.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.on(arena.trial()).leakAfterMillis(2_000));
        List<Connection> leaked = forgetfulMethod(pool);
        arena.forgetWhatWasSaid();
        for (int i = 0; i < 60; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            if (arena.said().contains("forgetfulMethod")) {
                Arena.closeAll(leaked);
                return Verdict.pass();
            }
            if (i % 10 == 9) { // Some look for leaks only when somebody asks for a connection.
                pool.getConnection().close();
            }
        }
        Arena.closeAll(leaked);
        return Verdict.fail(arena.said().matches("(?is).*(leak|abandon).*") ? "without the place" : "not reported");
    }
}
