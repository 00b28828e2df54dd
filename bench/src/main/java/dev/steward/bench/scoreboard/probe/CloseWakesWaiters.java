package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.contestant.OpenPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What becomes of those who wait when the pool is closed. */
final class CloseWakesWaiters implements Probe {
    @Override
    public String sentence() {
        return "Closing a pool wakes those who wait";
    }

    @Override
    public String criterion() {
        return "A thread waits at a full pool with 5 s of patience, the pool is closed: the thread gets an "
                + "SQLException within 1 s.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        OpenPool pool = arena.openPool(arena.on(arena.trial()).timeoutMillis(5_000));
        Arena.hold(pool.source(), 2);
        Attempt<Connection> waiter = arena.start(() -> pool.source().getConnection());
        TimeUnit.MILLISECONDS.sleep(300);
        long began = System.nanoTime();
        arena.start(() -> {
            pool.close(Duration.ofSeconds(2));
            return true;
        });
        if (!waiter.endsWithin(Duration.ofSeconds(7))) {
            return Verdict.hung("no answer in 7 s");
        }
        if (waiter.isServed()) {
            return Verdict.fail("served by a closed pool");
        }
        return waiter.failure() instanceof SQLException
                ? Verdict.atMost(1_000, waiter.millisAfter(began), "ms", "")
                : Verdict.fail("" + waiter.failure());
    }
}
