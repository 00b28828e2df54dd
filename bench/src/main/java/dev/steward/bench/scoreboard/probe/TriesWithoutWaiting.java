package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Whether one can ask without waiting. */
final class TriesWithoutWaiting implements Probe {
    @Override
    public String sentence() {
        return "It can be tried without waiting";
    }

    @Override
    public String criterion() {
        return "Both connections are held, the timeout is the shortest that the pool takes: an SQLException "
                + "within 100 ms.";
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.on(arena.trial()).timeoutMillis(arena.shortestTimeoutMillis()));
        // With a timeout this short a new connection may not be waited for.
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < 200 && held.size() < 2; i++) {
            try {
                held.add(pool.getConnection());
            } catch (SQLException tooEarly) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        if (held.size() < 2) {
            return Verdict.fail("never serves");
        }
        return Late.verdict(arena.start(pool::getConnection), 100);
    }
}
