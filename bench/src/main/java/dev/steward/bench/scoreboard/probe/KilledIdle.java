package dev.steward.bench.scoreboard.probe;

import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** What becomes of idle connections that died. */
final class KilledIdle implements Probe {
    @Override
    public String sentence() {
        return "Connections that were killed while idle are not passed on";
    }

    @Override
    public String criterion() {
        return "PostgreSQL ends the three idle connections of a pool; after 1 s, four of four that are got work.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 4));
        for (long process : Usable.warm(pool, 3)) {
            arena.postgres().kill(process);
        }
        TimeUnit.SECONDS.sleep(1);
        return Usable.of(pool, 4);
    }
}
