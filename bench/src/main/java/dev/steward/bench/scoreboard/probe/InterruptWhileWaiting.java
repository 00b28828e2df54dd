package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** What an interrupt does to a caller that waits. */
final class InterruptWhileWaiting implements Probe {
    @Override
    public String sentence() {
        return "An interrupt ends a wait, and is not lost";
    }

    @Override
    public String criterion() {
        return "A thread waits at a full pool with 5 s of patience and is interrupted: an SQLException within "
                + "500 ms, the flag is set.";
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
        DataSource pool = arena.open(arena.on(arena.trial()).timeoutMillis(5_000));
        Arena.hold(pool, 2);
        AtomicBoolean flag = new AtomicBoolean();
        Attempt<Connection> caller = arena.start(() -> {
            try {
                return pool.getConnection();
            } finally {
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        TimeUnit.MILLISECONDS.sleep(300);
        long began = System.nanoTime();
        caller.thread().interrupt();
        if (!caller.endsWithin(Duration.ofSeconds(7))) {
            return Verdict.hung("no answer in 7 s");
        }
        if (!(caller.failure() instanceof SQLException)) {
            return Verdict.fail(caller.isServed() ? "served" : "" + caller.failure());
        }
        return flag.get() ? Verdict.atMost(500, caller.millisAfter(began), "ms", "") : Verdict.fail("the flag is lost");
    }
}
