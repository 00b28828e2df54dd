package dev.steward.govern;

import dev.steward.resource.Budget;
import dev.steward.resource.Managed;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Asks for what can be given back, and records what came of it. Of whoever has the governor's lock. */
final class GiveBack {
    private static final System.Logger LOG = System.getLogger(GiveBack.class.getName());

    private final Consumer<Action> record;
    private final LongSupplier nanos;

    GiveBack(Consumer<Action> record, LongSupplier nanos) {
        this.record = record;
        this.nanos = nanos;
    }

    /** What a thing gives back of what is idle in it. */
    long by(Managed thing, long amount, Rung rung, String reason) {
        long asked = Math.min(amount, thing.usage().idle());
        if (asked <= 0) {
            return 0;
        }
        long start = nanos.getAsLong();
        long[] freed = new long[1];
        attempt(thing, () -> freed[0] = thing.reclaim(asked));
        if (freed[0] > 0) {
            record.accept(new Action(
                    Instant.now(),
                    thing.kind(),
                    rung,
                    thing.name(),
                    "reclaim from",
                    asked,
                    freed[0],
                    thing.rebuildCost(),
                    Duration.ofNanos(nanos.getAsLong() - start),
                    reason));
        }
        return freed[0];
    }

    /** What holders in a budget give back of what can be taken from them. */
    long in(Budget budget, long amount, Rung rung, String reason) {
        long asked = Math.min(amount, budget.revocable() + budget.revoking());
        if (asked <= 0) {
            return 0;
        }
        long start = nanos.getAsLong();
        long freed;
        try {
            freed = budget.revoke(asked);
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "a holder of " + budget.path() + " failed to give back", failed);
            return 0;
        }
        if (freed > 0) {
            record.accept(new Action(
                    Instant.now(),
                    budget.kind(),
                    rung,
                    budget.path(),
                    "take back what is revocable in",
                    asked,
                    freed,
                    Duration.ZERO,
                    Duration.ofNanos(nanos.getAsLong() - start),
                    reason));
        }
        return freed;
    }

    /** Hooks of one thing that fail must not keep the governor from the others. */
    static void attempt(Managed thing, Runnable what) {
        try {
            what.run();
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the governor asked " + thing.name() + " to yield, and it failed; the others are asked",
                    failed);
        }
    }
}
