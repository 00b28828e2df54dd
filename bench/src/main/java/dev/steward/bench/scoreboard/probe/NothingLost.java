package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** Whether places get lost where timeouts, interrupts and closes meet. */
final class NothingLost implements Probe {
    private static boolean caller(DataSource pool, AtomicBoolean over) {
        while (!over.get()) {
            try (Connection connection = pool.getConnection()) {
                TimeUnit.MICROSECONDS.sleep(connection.isClosed() ? 0 : 500);
            } catch (SQLException | InterruptedException refused) {
                boolean unused = Thread.interrupted();
            }
        }
        return true;
    }

    @Override
    public String sentence() {
        return "No place is lost among timeouts and interrupts";
    }

    @Override
    public String criterion() {
        return "16 threads on 4 connections, timeouts of 1 ms or the shortest there is, and an interrupt every "
                + "millisecond, for 1 s: afterwards all 4 connections can be held at once.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(
                arena.on(arena.trial()).size(0, 4).timeoutMillis(Math.max(1, arena.shortestTimeoutMillis())));
        AtomicBoolean over = new AtomicBoolean();
        List<Attempt<Boolean>> callers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            callers.add(arena.start(() -> caller(pool, over)));
        }
        long ends = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < ends) {
            callers.get(ThreadLocalRandom.current().nextInt(callers.size()))
                    .thread()
                    .interrupt();
            TimeUnit.MILLISECONDS.sleep(1);
        }
        over.set(true);
        for (Attempt<Boolean> caller : callers) {
            if (!caller.endsWithin(Duration.ofSeconds(3))) {
                return Verdict.hung("a caller does not come back");
            }
        }
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < 100 && held.size() < 4; i++) {
            try {
                held.add(pool.getConnection());
            } catch (SQLException notYet) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        return Verdict.atLeast(4, held.size(), "of 4", "");
    }
}
