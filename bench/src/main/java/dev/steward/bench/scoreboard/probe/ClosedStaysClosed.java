package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.contestant.OpenPool;
import java.time.Duration;

/** Whether a closed pool serves. */
final class ClosedStaysClosed implements Probe {
    @Override
    public String sentence() {
        return "A closed pool refuses";
    }

    @Override
    public String criterion() {
        return "getConnection after close throws an SQLException within 500 ms, though the database is there and"
                + " the timeout 5 s.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        OpenPool pool = arena.openPool(arena.on(arena.trial()).timeoutMillis(5_000));
        pool.source().getConnection().close();
        pool.close(Duration.ofSeconds(2));
        return Late.verdict(arena.start(() -> pool.source().getConnection()), 500);
    }
}
