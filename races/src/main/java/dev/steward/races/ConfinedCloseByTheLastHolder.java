package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.ConfinedLeaseException;
import dev.steward.resource.Lease;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Slot: the holder is not erased at the end of a lease, and yet a thread that held the slot last, and gets the
 * confined lease of the next holder through a data race, cannot take itself for that holder.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Nothing to close yet, or stale")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Refused")
@State
public class ConfinedCloseByTheLastHolder {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool);

    private final Pool<Cell> pool = STOCK.take();

    /** Plain: whoever reads it has no order with the holder. */
    private @Nullable Lease<Cell> leaked;

    /** Whether the last holder has given back. */
    private volatile boolean free;

    @Actor
    public void lastHolder(II_Result seen) {
        pool.acquire().close();
        free = true;
        Lease<Cell> lease = leaked;
        if (lease != null) {
            try {
                lease.close();
            } catch (ConfinedLeaseException refused) {
                seen.r2 = 1;
            }
        }
    }

    @Actor
    public void holder(II_Result seen) {
        while (!free) {
            Thread.onSpinWait();
        }
        Lease<Cell> lease = pool.acquire();
        leaked = lease;
        seen.r1 = lease.isOpen() && pool.statistics().inUse() == 1 ? 1 : 0;
        lease.close();
    }

    @Arbiter
    public void putBack() {
        STOCK.putBack(pool, pool.statistics().inUse() == 0);
    }
}
