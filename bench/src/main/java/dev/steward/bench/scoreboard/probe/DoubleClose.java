package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import javax.sql.DataSource;

/** What a second close does. */
final class DoubleClose implements Probe {
    @Override
    public String sentence() {
        return "A second close gives nothing back twice";
    }

    @Override
    public String criterion() {
        return "One holder closes twice, then two hold at once: on different physical connections, and a third "
                + "is refused at a maximum of two.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 2).timeoutMillis(700));
        Connection twice = pool.getConnection();
        twice.close();
        Shut.quietly(twice);
        return Sharing.verdict(arena, pool);
    }
}
