package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** What becomes of a connection that two threads close in the same moment. */
final class TwoThreadsClose implements Probe {
    private static boolean close(Connection connection, CyclicBarrier together) throws Exception {
        together.await(4, TimeUnit.SECONDS);
        Shut.quietly(connection);
        return true;
    }

    @Override
    public String sentence() {
        return "Two threads that close at once give it back once";
    }

    @Override
    public String criterion() {
        return "In 300 rounds two threads close the same connection at once; then two hold at once, on different"
                + " physical connections, and a third is refused.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 2).timeoutMillis(700));
        for (int round = 0; round < 300; round++) {
            Connection connection = pool.getConnection();
            CyclicBarrier together = new CyclicBarrier(2);
            Attempt<Boolean> one = arena.start(() -> close(connection, together));
            Attempt<Boolean> other = arena.start(() -> close(connection, together));
            if (!one.endsWithin(Duration.ofSeconds(4)) || !other.endsWithin(Duration.ofSeconds(4))) {
                return Verdict.hung("a close does not end");
            }
        }
        return Sharing.verdict(arena, pool);
    }
}
