package dev.steward.cli.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which fault strikes at which page. The schedule depends on the page number alone, so two runs suffer alike, and it
 * spreads each kind over the whole run: once in a number of pages, but at least once and at most a dozen times. A fault
 * strikes a page once; the second try succeeds, unless something else is wrong. Threadsafe.
 */
public final class Faults {
    private static final long PERIOD_OF_ENDLESS = 100;

    private final FaultMode mode;
    private final long period;
    private final Set<String> struck = ConcurrentHashMap.newKeySet();
    private final Map<FaultKind, LongAdder> done = new EnumMap<>(FaultKind.class);

    /**
     * The faults of a run.
     *
     * @param mode how much goes wrong
     * @param pages how many pages the run has, {@link Long#MAX_VALUE} when that is not known
     */
    public Faults(FaultMode mode, long pages) {
        this.mode = mode;
        long most = pages == Long.MAX_VALUE ? PERIOD_OF_ENDLESS : pages / mode.mostPerKind();
        this.period = Math.max(1, Math.min(Math.max(mode.shortestPeriod(), most), pages));
        for (FaultKind kind : FaultKind.values()) {
            done.put(kind, new LongAdder());
        }
    }

    /** Whether this kind of fault is to be done to this page now; true once for each page that is due. */
    public boolean strikes(FaultKind kind, long page) {
        return isDue(kind, page) && struck.add(kind + "@" + page);
    }

    /** Whether a malformed record belongs to this page; the same answer however often the page is fetched. */
    public boolean hasBadRow(long page) {
        return isDue(FaultKind.BAD_ROW, page);
    }

    private boolean isDue(FaultKind kind, long page) {
        return mode.has(kind) && (page + kind.phase()) % period == 0;
    }

    /** Counts a fault that was done. */
    public void done(FaultKind kind) {
        counter(kind).increment();
    }

    /** How many of this kind were done. */
    public long count(FaultKind kind) {
        return counter(kind).sum();
    }

    /** How many were done altogether. */
    public long total() {
        return done.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private LongAdder counter(FaultKind kind) {
        LongAdder counter = done.get(kind);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + kind);
        }
        return counter;
    }
}
