package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.contestant.OpenPool;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Whether one learns who kept a pool from closing. */
final class CloseNamesHolders implements Probe {
    @Override
    public String sentence() {
        return "Closing a pool says who still holds";
    }

    @Override
    public String criterion() {
        return "hoarder-3 holds a connection when the pool is closed, with a deadline of 0.5 s where one can be "
                + "set: the log or the exception names it.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        OpenPool pool = arena.openPool(arena.on(arena.trial()));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        arena.start("hoarder-3", () -> {
            Connection connection = pool.source().getConnection();
            held.countDown();
            enough.await();
            connection.close();
            return true;
        });
        held.await();
        Attempt<Boolean> closing = arena.start(() -> {
            pool.close(Duration.ofMillis(500));
            return true;
        });
        boolean ended = closing.endsWithin(Duration.ofSeconds(11));
        String said = arena.said(closing.failure());
        enough.countDown();
        return Verdict.of(ended && said.contains("hoarder-3"), "not named");
    }
}
