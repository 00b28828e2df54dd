package dev.steward.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a holder has open beyond one thing at a time, in the order in which it was opened. Not threadsafe: {@link Tenure}
 * guards it.
 */
final class OpenThings {
    /** Who has more open than this does not mind a look at the clock, by which the report knows ages. */
    private static final int USUAL = 8;

    private static final int NAMED = 5;

    private final List<Open> open = new ArrayList<>(4);

    /** One of them. */
    private static final class Open {
        final AutoCloseable thing;

        @Nullable
        String sql;

        /** Zero for the first few, which nobody has timed. */
        final long sinceNanos;

        Open(AutoCloseable thing, @Nullable String sql, long sinceNanos) {
            this.thing = thing;
            this.sql = sql;
            this.sinceNanos = sinceNanos;
        }
    }

    int size() {
        return open.size();
    }

    void add(AutoCloseable thing, @Nullable String sql) {
        open.add(new Open(thing, sql, open.size() < USUAL ? 0 : System.nanoTime()));
    }

    /** The search begins with the youngest, which is the usual one. */
    private int indexOf(AutoCloseable thing) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).thing == thing) {
                return i;
            }
        }
        return -1;
    }

    void remove(AutoCloseable thing) {
        int at = indexOf(thing);
        if (at >= 0) {
            open.remove(at);
        }
    }

    void runs(AutoCloseable statement, String sql) {
        int at = indexOf(statement);
        if (at >= 0) {
            open.get(at).sql = sql;
        }
    }

    void addTo(List<AutoCloseable> things) {
        for (Open one : open) {
            things.add(one.thing);
        }
    }

    /** Says what is open, the oldest first, when one more is too many. */
    String tooMany(PhysicalConnection physical, boolean hasFirst, @Nullable String sqlOfFirst) {
        List<String> oldest = new ArrayList<>();
        if (hasFirst) {
            oldest.add(shown(physical, sqlOfFirst));
        }
        for (Open one : open) {
            if (oldest.size() < NAMED) {
                oldest.add(shown(physical, one.sql));
            }
        }
        int most = physical.terms.mostOpen();
        return "pool " + physical.terms.pool() + ": " + most
                + " statements and cursors are open on this connection and no"
                + " more may be (maxOpenStatements)" + age() + "; the oldest: " + String.join("; ", oldest)
                + "; next: close each of them when it is done, with try-with-resources";
    }

    /** What is older than the oldest that was timed was not timed itself. */
    private String age() {
        for (Open one : open) {
            if (one.sinceNanos != 0) {
                long ageNanos = System.nanoTime() - one.sinceNanos;
                return ", the oldest for at least " + Duration.ofNanos(ageNanos).toMillis() + " ms";
            }
        }
        return "";
    }

    private static String shown(PhysicalConnection physical, @Nullable String sql) {
        return sql == null ? "one that has run nothing yet" : physical.withoutValues(sql);
    }
}
