package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Whether one connect that hangs keeps others from connecting. */
final class HungConnectStallsNobody implements Probe {
    private static boolean visit(DataSource pool) throws SQLException, InterruptedException {
        try (Connection connection = pool.getConnection()) {
            TimeUnit.MILLISECONDS.sleep(5);
            return !connection.isClosed();
        }
    }

    @Override
    public String sentence() {
        return "One connect that hangs stalls nobody else";
    }

    @Override
    public String criterion() {
        return "At most 5 connections, one is held; the next connect hangs, later ones do not. Three callers that come after it"
                + " are served within 1 s.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        DataSource pool = arena.open(arena.on(database).size(0, 5).timeoutMillis(3_000));
        List<Connection> held = Arena.hold(pool, 1); // Not the very first, which some open under a lock.
        database.hang(1);
        int before = database.connects();
        Attempt<Boolean> first = arena.start(() -> visit(pool));
        for (int i = 0; i < 200 && database.connects() == before; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        List<Attempt<Boolean>> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(arena.start(() -> visit(pool)));
        }
        long ends = System.nanoTime() + 4_000_000_000L;
        double slowest = 0;
        int served = 0;
        for (Attempt<Boolean> other : others) {
            if (other.endsWithin(Duration.ofNanos(ends - System.nanoTime())) && other.isServed()) {
                served++;
                slowest = Math.max(slowest, other.millis());
            }
        }
        Arena.closeAll(held);
        return served == 3
                ? Verdict.atMost(1_000, slowest, "ms", first.isServed() ? "" : "the first is still waiting")
                : Verdict.fail(served + " of 3 served");
    }
}
