package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import javax.sql.DataSource;

/** Whose warnings a holder reads. */
final class WarningsCleared implements Probe {
    @Override
    public String sentence() {
        return "Warnings are cleared for the next holder";
    }

    @Override
    public String criterion() {
        return "A holder causes a warning of PostgreSQL's driver (an unknown client info) and closes; the next "
                + "one's getWarnings is null.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.onPostgres().size(0, 1));
        try (Connection first = pool.getConnection()) {
            first.setClientInfo("NoSuchProperty", "x");
            if (first.getWarnings() == null) {
                return Verdict.fail("there is no warning");
            }
        }
        try (Connection next = pool.getConnection()) {
            return Verdict.of(next.getWarnings() == null, "leak");
        }
    }
}
