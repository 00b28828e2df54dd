package dev.steward.govern;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** Asks for what can be given back, and records what came of it. Confined, but for what comes late. */
final class GiveBack {
    private final Consumer<Action> record;
    private final Consumer<Action> late;
    private final Hooks hooks;
    private final Duration patience;
    private final LongSupplier nanos;

    /**
     * One who asks.
     *
     * @param record told of what was given back in time
     * @param late told of what was given back later, on another thread
     * @param hooks who calls the others
     * @param patience how long to wait for each
     * @param nanos the clock
     */
    GiveBack(Consumer<Action> record, Consumer<Action> late, Hooks hooks, Duration patience, LongSupplier nanos) {
        this.record = record;
        this.late = late;
        this.hooks = hooks;
        this.patience = patience;
        this.nanos = nanos;
    }

    /** What a thing gives back of what is idle in it. */
    long by(Managed thing, long amount, Rung rung, String reason) {
        long asked = Math.min(amount, thing.usage().idle());
        if (asked <= 0) {
            return 0;
        }
        Kind kind = thing.kind();
        Duration cost = thing.rebuildCost();
        long start = nanos.getAsLong();
        LongFunction<Action> reclaimed =
                freed -> action(kind, rung, thing.name(), "reclaim from", asked, freed, cost, start, reason);
        return recorded(
                hooks.ask(
                        thing,
                        thing.name(),
                        () -> thing.reclaim(asked),
                        patience,
                        freed -> recorded(freed, late, reclaimed)),
                reclaimed);
    }

    /** What holders in a budget give back of what can be taken from them. */
    long in(Budget budget, long amount, Rung rung, String reason) {
        long asked = Math.min(amount, budget.revocable() + budget.revoking());
        if (asked <= 0) {
            return 0;
        }
        long start = nanos.getAsLong();
        LongFunction<Action> taken = freed -> action(
                budget.kind(),
                rung,
                budget.path(),
                "take back what is revocable in",
                asked,
                freed,
                Duration.ZERO,
                start,
                reason);
        return recorded(
                hooks.ask(
                        budget,
                        "a holder of " + budget.path(),
                        () -> budget.revoke(asked),
                        patience,
                        freed -> recorded(freed, late, taken)),
                taken);
    }

    private long recorded(OptionalLong freed, LongFunction<Action> what) {
        return freed.isEmpty() ? 0 : recorded(freed.getAsLong(), record, what);
    }

    private static long recorded(long freed, Consumer<Action> where, LongFunction<Action> what) {
        if (freed > 0) {
            where.accept(what.apply(freed));
        }
        return freed;
    }

    private Action action(
            Kind kind,
            Rung rung,
            String target,
            String did,
            long asked,
            long freed,
            Duration rebuildCost,
            long start,
            String reason) {
        return new Action(
                Instant.now(),
                kind,
                rung,
                target,
                did,
                asked,
                freed,
                rebuildCost,
                Duration.ofNanos(nanos.getAsLong() - start),
                reason);
    }
}
