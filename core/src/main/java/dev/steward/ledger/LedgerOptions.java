package dev.steward.ledger;

import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Tracing;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a ledger was built with; each is described where the builder sets it. Immutable. */
record LedgerOptions(
        Duration tick,
        Duration overdueAfter,
        Map<String, Duration> overdueAfterByName,
        Duration calmAfter,
        Duration starvationAfter,
        KnotPolicy knots,
        Tracing tracing) {

    /** Null when nothing of that thing is ever overdue: tasks may take as long as they need, unless somebody says so. */
    @Nullable
    Duration overdueAfter(Managed thing) {
        Duration own = overdueAfterByName.get(thing.name());
        if (own != null) {
            return own;
        }
        return thing.kind().equals(Kind.THREADS) ? null : overdueAfter;
    }
}
