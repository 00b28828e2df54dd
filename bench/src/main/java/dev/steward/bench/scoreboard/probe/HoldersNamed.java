package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        CountDownLatch enough = new CountDownLatch(1);
        hoard(arena, "hoarder-1", pool, enough);
        hoard(arena, "hoarder-2", pool, enough);
        String said = arena.said(Late.failure(arena.start(pool::getConnection)));
        enough.countDown();
        return Verdict.of(said.contains("hoarder-1") && said.contains("hoarder-2"), "not named");
    }

    /** The thread lives on: one that has ended holds nothing any more, in the eyes of a pool that looks. */
    private static void hoard(Arena arena, String name, DataSource pool, CountDownLatch enough) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        arena.start(name, () -> {
            try (Connection connection = pool.getConnection()) {
                held.countDown();
                enough.await();
                return connection;
            }
        });
        if (!held.await(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " is not served");
        }
    }
}
