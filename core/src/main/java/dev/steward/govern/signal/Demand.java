package dev.steward.govern.signal;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Usage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How far callers get what they ask for, for kinds whose users wait: connections, threads, files.
 *
 * <p>To be in full use is what a pool is for, and to wait for a moment too: each alone stops at {@link #BUSY}, where
 * idle things are given back but nobody is refused. Beyond that lead only callers who waited in vain. Of the last ten
 * seconds it counts the share of looks at which somebody waited (as Linux counts "some" stall), and the share of
 * requests that timed out. The ten seconds begin when there is something to wait for, and count as two at least: a
 * program that has just begun to be short is seen, and one that was busy for a moment at its start is not taken for it.
 */
final class Demand implements Signal {
    /** Just below where requests begin to be refused. */
    static final double BUSY = 0.90;

    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final double LEAST_WINDOW_NANOS = 2_000_000_000.0;

    private final Kind kind;
    private final Budget budget;
    private final Supplier<List<Sight>> sights;
    private final LongSupplier nanos;
    private final Deque<Look> looks = new ArrayDeque<>();

    private record Look(long nanos, boolean waited, long acquired, long timedOut) {}

    Demand(Budget budget, Supplier<List<Sight>> sights, LongSupplier nanos) {
        this.kind = budget.kind();
        this.budget = budget;
        this.sights = sights;
        this.nanos = nanos;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String name() {
        return "demand for " + kind.name();
    }

    /** {@inheritDoc} Whether it has drawn its budget down is for who knows the budgets to see. */
    @Override
    public boolean isShortage() {
        return false;
    }

    @Override
    public Reading read() {
        boolean isAnythingThere = false;
        long inUse = 0;
        long limit = 0;
        long waiting = 0;
        long acquired = 0;
        long timedOut = 0;
        for (Sight each : sights.get()) {
            Usage usage = each.usage();
            if (usage.kind().equals(kind)) {
                isAnythingThere = true;
                inUse += usage.inUse();
                limit = usage.limit() > Long.MAX_VALUE - limit ? Long.MAX_VALUE : limit + usage.limit();
                waiting += usage.waiting();
                acquired += usage.acquired();
                timedOut += usage.timedOut();
            }
        }
        if (!isAnythingThere) {
            looks.clear();
            return Reading.NONE;
        }
        long now = nanos.getAsLong();
        looks.addLast(new Look(now, waiting > 0, acquired, timedOut));
        while (now - looks.getFirst().nanos > WINDOW_NANOS) {
            looks.removeFirst();
        }
        return reading(inUse, Math.min(limit, budget.limit()), waiting, acquired, timedOut);
    }

    private Reading reading(long inUse, long limit, long waiting, long acquired, long timedOut) {
        Look first = looks.getFirst();
        double seen = Math.min(1, (looks.getLast().nanos - first.nanos) / LEAST_WINDOW_NANOS);
        double waited = seen * looks.stream().filter(Look::waited).count() / looks.size();
        // A thing that was closed takes its counts with it.
        long vain = Math.max(0, timedOut - first.timedOut);
        long served = Math.max(0, acquired - first.acquired);
        double inVain = vain == 0 ? 0 : (double) vain / (vain + served);
        double use = limit == 0 || limit == Long.MAX_VALUE ? 0 : (double) inUse / limit;
        double pressure =
                Math.max(BUSY * Math.max(Math.min(1, use), waited), vain == 0 ? 0 : BUSY + (1 - BUSY) * inVain);
        return new Reading(
                pressure,
                inUse + " of " + (limit == Long.MAX_VALUE ? "any number" : limit) + " in use, " + waiting
                        + " waiting; in the last 10 s somebody waited " + Math.round(100 * waited)
                        + " % of the time, and " + Math.round(1_000 * inVain) / 10.0 + " % of requests timed out");
    }
}
