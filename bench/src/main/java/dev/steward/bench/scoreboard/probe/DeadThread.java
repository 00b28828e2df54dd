package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;

/** What becomes of a connection whose thread has ended. */
final class DeadThread implements Probe {
    @Override
    public String sentence() {
        return "A connection whose thread has ended comes back";
    }

    @Override
    public String criterion() {
        return "The only connection is held by a thread that ends without closing it. With 2 s as the time after"
                + " which it is a leak: within 8 s another thread gets a connection.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(
                arena.on(arena.trial()).size(0, 1).timeoutMillis(1_000).leakAfterMillis(2_000));
        Attempt<Boolean> dying = arena.start("dying", () -> pool.getConnection().isClosed());
        if (!dying.endsWithin(Duration.ofSeconds(2)) || !dying.isServed()) {
            return Verdict.fail("the first is not served");
        }
        long began = System.nanoTime();
        while (System.nanoTime() - began < 8_000_000_000L) {
            Attempt<Connection> next = arena.start(pool::getConnection);
            if (next.endsWithin(Duration.ofSeconds(3)) && next.isServed()) {
                return Verdict.atMost(8_000, next.millisAfter(began), "ms", "");
            }
        }
        return Verdict.fail("lost");
    }
}
