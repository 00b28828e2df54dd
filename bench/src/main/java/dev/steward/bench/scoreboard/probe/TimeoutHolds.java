package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.util.Locale;
import javax.sql.DataSource;

/** How long getConnection waits at a full pool. */
final class TimeoutHolds implements Probe {
    @Override
    public String sentence() {
        return "A timeout holds at a full pool";
    }

    @Override
    public String criterion() {
        return "Both connections are held, the timeout is 400 ms: an SQLException within 550 ms, and not before "
                + "380 ms.";
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.on(arena.trial()).timeoutMillis(400));
        Arena.hold(pool, 2);
        Attempt<Connection> attempt = arena.start(pool::getConnection);
        Verdict verdict = Late.verdict(attempt, 550);
        return attempt.hasEnded() && attempt.millis() < 380
                ? Verdict.fail(String.format(Locale.ROOT, "gave up after %.0f ms", attempt.millis()))
                : verdict;
    }
}
