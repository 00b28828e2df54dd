package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Whether requests fail long after a restart. */
final class RestartUnderLoad implements Probe {
    @Override
    public String sentence() {
        return "Nobody fails once the server is back from a restart under load";
    }

    @Override
    public String criterion() {
        return "Eight threads query on four connections while PostgreSQL restarts: none fails that begins more "
                + "than 1 s after its return, for 2 s.";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 4));
        AtomicLong from = new AtomicLong(Long.MAX_VALUE);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger good = new AtomicInteger();
        AtomicInteger bad = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            arena.start(() -> {
                while (!over.get()) {
                    boolean counts = System.nanoTime() >= from.get();
                    try (Connection connection = pool.getConnection()) {
                        PostgresServer.run(connection, "select 1");
                        good.addAndGet(counts ? 1 : 0);
                    } catch (SQLException e) {
                        bad.addAndGet(counts ? 1 : 0);
                    }
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                return true;
            });
        }
        TimeUnit.MILLISECONDS.sleep(300);
        arena.postgres().restart();
        from.set(System.nanoTime() + 1_000_000_000L);
        TimeUnit.SECONDS.sleep(3);
        over.set(true);
        return good.get() == 0 ? Verdict.fail("nobody is served") : Verdict.atMost(0, bad.get(), "failed", "");
    }
}
