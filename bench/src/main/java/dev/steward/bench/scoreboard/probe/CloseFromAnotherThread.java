package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;

/** Whether a connection may travel. */
final class CloseFromAnotherThread implements Probe {
    @Override
    public String sentence() {
        return "A connection may be closed by another thread";
    }

    @Override
    public String criterion() {
        return "With a maximum of one: one thread gets it, another closes it, a third is served.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 1).timeoutMillis(1_000));
        Connection connection = pool.getConnection();
        Attempt<Boolean> closing = arena.start(() -> {
            connection.close();
            return true;
        });
        Attempt<Boolean> next = arena.start(() -> {
            try (Connection third = pool.getConnection()) {
                return third.isValid(2);
            }
        });
        return Verdict.of(
                closing.endsWithin(Duration.ofSeconds(2)) && next.endsWithin(Duration.ofSeconds(3)) && next.isServed(),
                "the next is refused: " + next.failure());
    }
}
