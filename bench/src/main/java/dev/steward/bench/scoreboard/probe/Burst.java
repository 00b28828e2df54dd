package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** Twenty callers that come at once to a pool without connections, each to keep one of its own. Immutable. */
record Burst(int served, double millis, int mostConnecting) {
    static final int CALLERS = 20;

    static Burst on(Arena arena) throws Exception {
        return arena.once(Burst.class, () -> {
            // In the first, classes are loaded by twenty threads at once, which is not what is asked about.
            Burst first = happen(arena);
            return first.served() == CALLERS ? happen(arena) : first;
        });
    }

    private static Burst happen(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        DataSource pool = arena.open(arena.on(database).size(0, CALLERS).timeoutMillis(6_000));
        database.connectsTake(Duration.ofMillis(150));
        CountDownLatch gate = new CountDownLatch(1);
        List<Attempt<Connection>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(arena.start(() -> {
                gate.await();
                return pool.getConnection();
            }));
        }
        long began = System.nanoTime();
        gate.countDown();
        int served = 0;
        double last = 0;
        for (Attempt<Connection> caller : callers) {
            if (caller.endsWithin(Duration.ofSeconds(8)) && caller.isServed()) {
                served++;
                last = Math.max(last, caller.millisAfter(began));
            }
        }
        return new Burst(served, last, database.mostConnecting());
    }
}
