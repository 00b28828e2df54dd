package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Whether a pool can refuse early. */
final class Saturation implements Probe {
    @Override
    public String sentence() {
        return "Callers beyond a limit are refused at once";
    }

    @Override
    public String criterion() {
        return "The only connection is held, the timeout is 2 s, 50 callers come; of the pools that can be told "
                + "a limit, 5 may wait: at least 40 are refused within 300 ms.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(
                arena.on(arena.trial()).size(0, 1).timeoutMillis(2_000).waiters(5));
        Arena.hold(pool, 1);
        List<Attempt<Connection>> callers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            callers.add(arena.start(pool::getConnection));
        }
        int early = 0;
        for (Attempt<Connection> caller : callers) {
            if (caller.endsWithin(Duration.ofSeconds(5)) && !caller.isServed() && caller.millis() <= 300) {
                early++;
            }
        }
        return Verdict.atLeast(40, early, "of 50", "");
    }
}
