package dev.steward.bench.scoreboard.probe;

import java.sql.SQLException;
import javax.sql.DataSource;

/** What the layer above makes of a timeout. */
final class TimeoutIsNoBrokenLink implements Probe {
    @Override
    public String sentence() {
        return "A timeout cannot be mistaken for a broken connection";
    }

    @Override
    public String criterion() {
        return "The SQLException of a timeout at a full pool has an SQLSTATE, and not one of class 08 "
                + "(connection exception).";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.on(arena.trial()).timeoutMillis(1_000));
        Arena.hold(pool, 2);
        Throwable failure = Late.failure(arena.start(pool::getConnection));
        String state = failure instanceof SQLException sql ? sql.getSQLState() : null;
        return Verdict.of(state != null && !state.startsWith("08"), "SQLSTATE " + state);
    }
}
