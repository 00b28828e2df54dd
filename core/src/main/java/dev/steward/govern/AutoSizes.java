package dev.steward.govern;

import dev.steward.govern.signal.Sight;
import dev.steward.resource.Budget;
import dev.steward.resource.Resizable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The things whose size follows their load. Entered by any thread; looked at by the governor's alone. */
final class AutoSizes {
    private final Consumer<Action> record;
    private final Hooks hooks;
    private final LongSupplier nanos;
    private final Map<Resizable, AutoSize> sizes = new ConcurrentHashMap<>();

    AutoSizes(Consumer<Action> record, Hooks hooks, LongSupplier nanos) {
        this.record = record;
        this.hooks = hooks;
        this.nanos = nanos;
    }

    void enter(Resizable thing, int least, int most) {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("auto-sizing " + thing.name()
                    + ": the bounds must be 1 <= min <= max, got " + least + " and " + most);
        }
        sizes.put(thing, new AutoSize(thing, least, most, nanos.getAsLong()));
    }

    void leave(Resizable thing) {
        sizes.remove(thing);
    }

    /**
     * Looks at all of them.
     *
     * @param sights everything, as it was seen
     * @param budgets the budgets of the process
     * @param memoryIsScarce whether nothing should grow at all
     * @param doubtful whether those who wait for a thing of that name may wait because of how its leases are held
     */
    void look(List<Sight> sights, List<Budget> budgets, boolean memoryIsScarce, Predicate<String> doubtful) {
        if (sizes.isEmpty()) {
            return;
        }
        sizes.keySet().removeIf(Resizable::isClosed);
        for (Sight sight : sights) {
            if (sight.thing() instanceof Resizable thing) {
                AutoSize size = sizes.get(thing);
                if (size != null) {
                    // More of what nobody closes, or of what the budget refuses, helps nobody.
                    boolean mayGrow = sight.usage().waiting() > 0
                            && !memoryIsScarce
                            && hasRoom(thing, budgets)
                            && !doubtful.test(thing.name());
                    long now = nanos.getAsLong();
                    size.look(sight.usage(), now, mayGrow).ifPresent(change -> carryOut(thing, change, now));
                }
            }
        }
    }

    private static boolean hasRoom(Resizable thing, List<Budget> budgets) {
        return budgets.stream()
                .filter(budget -> budget.kind().equals(thing.kind()))
                .allMatch(budget -> budget.used() < budget.limit());
    }

    private void carryOut(Resizable thing, AutoSize.Change change, long began) {
        Runnable resize = () -> thing.resize(Math.min(thing.leastSize(), change.to()), change.to());
        if (!hooks.tell(thing, thing.name(), resize, Governor.PATIENCE)) {
            return;
        }
        record.accept(new Action(
                Instant.now(),
                thing.kind(),
                Rung.CALM,
                thing.name(),
                "resize from " + change.from() + " to " + change.to(),
                0,
                Math.max(0, change.from() - change.to()),
                thing.rebuildCost(),
                Duration.ofNanos(nanos.getAsLong() - began),
                change.reason()));
    }
}
