package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** Whether a timeout says who has the connections. */
final class HoldersNamed implements Probe {
    @Override
    public String sentence() {
        return "A timeout names the threads that hold the connections";
    }

    @Override
    public String criterion() {
        return "Two threads, hoarder-1 and hoarder-2, hold both connections: the exception, its causes or the "
                + "log of the moment name them.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.on(arena.trial()).timeoutMillis(1_000));
        Attempt<Connection> one = arena.start("hoarder-1", pool::getConnection);
        if (!one.endsWithin(Duration.ofSeconds(5)) || !one.isServed()) {
            return Verdict.fail("the first is not served");
        }
        CountDownLatch enough = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        arena.start("hoarder-2", () -> {
            Connection connection = pool.getConnection();
            held.countDown();
            enough.await();
            connection.close();
            return true;
        });
        held.await();
        String said = arena.said(Late.failure(arena.start(pool::getConnection)));
        enough.countDown();
        return Verdict.of(said.contains("hoarder-1") && said.contains("hoarder-2"), "not named");
    }
}
