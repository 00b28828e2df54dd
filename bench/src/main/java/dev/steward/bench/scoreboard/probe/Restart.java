package dev.steward.bench.scoreboard.probe;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** What is left of a pool after its server restarted. */
final class Restart implements Probe {
    @Override
    public String sentence() {
        return "A pool outlives a restart of its server";
    }

    @Override
    public String criterion() {
        return "PostgreSQL is stopped and started again below four idle connections; 1 s later, four of four "
                + "that are got work.";
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
        Usable.warm(pool, 4);
        arena.postgres().restart();
        TimeUnit.SECONDS.sleep(1);
        return Usable.of(pool, 4);
    }
}
