package dev.steward.bench.scoreboard.probe;

import dev.steward.bench.scoreboard.contestant.Setup;
import java.sql.Connection;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A property of the session that one holder changes. It has to be for the next holder, on the same physical connection
 * or another one, what it was for the first.
 */
final class CleanProperty implements Probe {
    /** Changes the property. */
    @FunctionalInterface
    interface Change {
        void on(Connection connection) throws Exception;
    }

    /** Reads the property. */
    @FunctionalInterface
    interface Reading {
        @Nullable
        Object of(Connection connection) throws Exception;
    }

    private final String key;
    private final String what;
    private final String change;
    private final boolean onPostgres;
    private final Change dirty;
    private final Reading reading;

    CleanProperty(String key, String what, String change, boolean onPostgres, Change dirty, Reading reading) {
        this.key = key;
        this.what = what;
        this.change = change;
        this.onPostgres = onPostgres;
        this.dirty = dirty;
        this.reading = reading;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String sentence() {
        return "The " + what + " is clean for the next holder";
    }

    @Override
    public String criterion() {
        return (onPostgres ? "PostgreSQL" : "Stub") + ": " + change
                + ", close; for the next holder it reads as it did at first.";
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        Setup setup = onPostgres ? arena.onPostgres() : arena.on(arena.trial());
        DataSource pool = arena.open(setup.size(0, 1));
        @Nullable Object before;
        try (Connection first = pool.getConnection()) {
            before = reading.of(first);
            dirty.on(first);
            if (Objects.equals(before, reading.of(first))) {
                return Verdict.fail("the change is not carried out");
            }
        }
        try (Connection next = pool.getConnection()) {
            @Nullable Object after = reading.of(next);
            return Verdict.of(Objects.equals(before, after), "leaks");
        }
    }
}
