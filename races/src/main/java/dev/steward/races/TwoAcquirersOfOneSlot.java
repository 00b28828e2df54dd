package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.Lease;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Slot: "IDLE -> LEASED acquired (compare-and-set by any thread)". One of two that want the one idle slot has
 * it: never both, and never neither.
 */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "The first has it, and the slot is free again once it is closed")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "The second has it")
@State
public class TwoAcquirersOfOneSlot {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool.sharedLeases());

    private final Pool<Cell> pool = STOCK.take();
    private @Nullable Lease<Cell> one;
    private @Nullable Lease<Cell> other;

    @Actor
    public void one(III_Result seen) {
        one = pool.tryAcquire().orElse(null);
        seen.r1 = one == null ? 0 : 1;
    }

    @Actor
    public void other(III_Result seen) {
        other = pool.tryAcquire().orElse(null);
        seen.r2 = other == null ? 0 : 1;
    }

    @Arbiter
    public void putBack(III_Result seen) {
        if (one != null) {
            one.close();
        }
        if (other != null) {
            other.close();
        }
        seen.r3 = pool.statistics().inUse();
        STOCK.putBack(pool, seen.r1 + seen.r2 == 1);
    }
}
