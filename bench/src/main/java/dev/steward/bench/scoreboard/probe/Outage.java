package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.trial.TrialDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * An outage of 1.5 s under load: 20 callers, each of whom asks again 10 ms after a failure, and all 20 connections cut
 * when it begins. Immutable.
 *
 * @param connectsPerSecond that were begun while the database was away
 * @param recoveryMillis from its return until every caller had been served
 * @param mostConnecting connects at once from its return on
 */
record Outage(double connectsPerSecond, double recoveryMillis, int mostConnecting) {
    private static final int CALLERS = 20;
    private static final long MILLIS = 1_500;

    static Outage on(Arena arena) throws Exception {
        return arena.once(Outage.class, () -> happen(arena));
    }

    private static Outage happen(Arena arena) throws Exception {
        TrialDatabase database = arena.trial();
        DataSource pool = arena.open(arena.on(database).size(0, CALLERS).timeoutMillis(1_000));
        List<Connection> held = Arena.hold(pool, CALLERS);
        AtomicBoolean over = new AtomicBoolean();
        database.refuse(() -> new SQLException("trial 4711 is down", "08001"));
        database.cutAll();
        for (Connection connection : held) {
            useAndClose(connection);
        }
        int before = database.connects();
        List<AtomicLong> served = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            AtomicLong last = new AtomicLong();
            served.add(last);
            arena.start(() -> caller(pool, last, over));
        }
        TimeUnit.MILLISECONDS.sleep(MILLIS);
        double rate = (database.connects() - before) * 1000.0 / MILLIS;
        database.connectsTake(Duration.ofMillis(50));
        database.forgetMost();
        database.refuse(null);
        long back = System.nanoTime();
        double recovery = recovery(served, back);
        over.set(true);
        return new Outage(rate, recovery, database.mostConnecting());
    }

    private static double recovery(List<AtomicLong> served, long back) throws InterruptedException {
        while (served.stream().anyMatch(last -> last.get() == 0) && System.nanoTime() - back < 5_000_000_000L) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return (System.nanoTime() - back) / 1e6;
    }

    private static void useAndClose(Connection connection) throws SQLException {
        try (connection) {
            connection.createStatement().execute("select 1");
        } catch (SQLException expected) {
            // The connection is cut: that is what its holder sees of the outage.
        }
    }

    private static boolean caller(DataSource pool, AtomicLong served, AtomicBoolean over) throws InterruptedException {
        while (!over.get()) {
            try (Connection connection = pool.getConnection()) {
                connection.createStatement().execute("select 1");
                served.compareAndSet(0, System.nanoTime());
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (SQLException refused) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        return true;
    }
}
