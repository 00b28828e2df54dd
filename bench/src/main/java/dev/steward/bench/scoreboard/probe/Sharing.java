package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Whether two holders of a pool of two have each their own physical connection, and a third gets none. Stateless. */
final class Sharing {
    private Sharing() {}

    static Verdict verdict(Arena arena, DataSource pool) throws Exception {
        List<Connection> held = Arena.hold(pool, 2);
        long one = PostgresServer.process(held.get(0));
        long other = PostgresServer.process(held.get(1));
        Attempt<Connection> third = arena.start(pool::getConnection);
        boolean refused = third.endsWithin(Duration.ofSeconds(4)) && !third.isServed();
        Arena.closeAll(held);
        if (one == other) {
            return Verdict.fail("two share one");
        }
        return Verdict.of(refused, "a third is served");
    }
}
