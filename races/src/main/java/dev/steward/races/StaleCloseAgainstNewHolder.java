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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Slot: "a lease that knows its generation knows whether it is stale". One thread closes its lease twice and
 * then asks for more while another takes the slot in between: the stale calls touch nobody.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The new holder keeps its lease")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The new holder came too early")
@State
public class StaleCloseAgainstNewHolder {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool.sharedLeases());

    private final Pool<Cell> pool = STOCK.take();
    private final Lease<Cell> old = pool.acquire();
    private @Nullable Lease<Cell> renewed;

    @Actor
    public void closeTwice() {
        old.close();
        old.close();
        old.invalidate();
    }

    @Actor
    public void newHolder(II_Result seen) {
        renewed = pool.tryAcquire().orElse(null);
        seen.r1 = renewed == null ? 0 : 1;
    }

    @Arbiter
    public void putBack(II_Result seen) {
        if (renewed != null) {
            seen.r2 = renewed.isOpen()
                            && renewed.get().ends.get() == 0
                            && pool.statistics().inUse() == 1
                    ? 1
                    : -1;
            renewed.close();
        }
        STOCK.putBack(pool, true);
    }
}
