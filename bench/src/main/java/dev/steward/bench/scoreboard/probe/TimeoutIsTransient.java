package dev.steward.bench.scoreboard.probe;

import java.sql.SQLTransientException;
import javax.sql.DataSource;

/** Whether a framework knows that it may try again. */
final class TimeoutIsTransient implements Probe {
    @Override
    public String sentence() {
        return "A timeout is told by its type";
    }

    @Override
    public String criterion() {
        return "The exception of a timeout at a full pool is an SQLTransientException, which says that trying "
                + "again may help.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.on(arena.trial()).timeoutMillis(1_000));
        Arena.hold(pool, 2);
        Throwable failure = Late.failure(arena.start(pool::getConnection));
        return Verdict.of(
                failure instanceof SQLTransientException, failure.getClass().getSimpleName());
    }
}
