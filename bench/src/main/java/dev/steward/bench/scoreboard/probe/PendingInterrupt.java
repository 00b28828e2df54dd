package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;

/** What an interrupt does to a caller that need not wait. */
final class PendingInterrupt implements Probe {
    @Override
    public String sentence() {
        return "An interrupt that is pending does not fail who need not wait, and is not lost";
    }

    @Override
    public String criterion() {
        return "With an idle connection, a thread whose interrupt flag is set gets it, and the flag is still " + "set.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.on(arena.trial()));
        pool.getConnection().close();
        Attempt<String> caller = arena.start(() -> {
            Thread.currentThread().interrupt();
            Connection connection = pool.getConnection();
            boolean flag = Thread.interrupted();
            connection.close();
            return flag ? "kept" : "lost";
        });
        if (!caller.endsWithin(Duration.ofSeconds(7))) {
            return Verdict.hung("no answer in 7 s");
        }
        return caller.isServed()
                ? Verdict.of(caller.value().equals("kept"), "the flag is lost")
                : Verdict.fail("refused: " + caller.failure());
    }
}
