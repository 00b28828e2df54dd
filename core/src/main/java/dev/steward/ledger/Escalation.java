package dev.steward.ledger;

import dev.steward.resource.Census;
import dev.steward.resource.Durations;
import dev.steward.resource.Managed;
import dev.steward.resource.Tracing;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * How much of each thing is traced: as a rule what the ledger was built with; everything while the thing is under
 * suspicion, and until it has been calm for a while. One leak makes one pool slower, not the process. Of the ledger's thread
 * alone, but for {@link #enter}.
 */
final class Escalation {
    private final Tracing base;
    private final long calmNanos;
    private final IdentityHashMap<Managed, Long> escalated = new IdentityHashMap<>();
    private List<Managed> known = List.of();

    Escalation(Tracing base, Duration calmAfter) {
        this.base = base;
        this.calmNanos = Durations.toNanos(calmAfter);
    }

    /** Begins to trace something new; as a rule, unless the whole process is to trace more. */
    void enter(Managed thing) {
        Tracing least = Census.leastTracing();
        thing.trace(least.compareTo(base) > 0 ? least : base);
    }

    void enterNew(List<Managed> things) {
        if (things.equals(known)) {
            return; // As nearly always.
        }
        Set<Managed> before = Collections.newSetFromMap(new IdentityHashMap<>());
        before.addAll(known);
        Set<Managed> now = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Managed thing : things) {
            if (!before.contains(thing)) {
                enter(thing);
            }
            now.add(thing);
        }
        known = List.copyOf(things);
        escalated.keySet().removeIf(thing -> !now.contains(thing));
    }

    /** Something is wrong with it. */
    void suspect(Managed thing, long nowNanos) {
        if (base != Tracing.OFF && escalated.put(thing, nowNanos) == null) {
            thing.trace(Tracing.ALL);
        }
    }

    void calm(long nowNanos) {
        escalated.entrySet().removeIf(entry -> {
            if (nowNanos - entry.getValue() < calmNanos) {
                return false;
            }
            enter(entry.getKey());
            return true;
        });
    }
}
