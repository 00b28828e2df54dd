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
 * Backs PoolLease: a confined lease is closed by its holding thread only, although the check reads two plain fields.
 * A thread that got the lease through a data race is refused or finds it stale, and what its holder leases next is
 * untouched.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Nothing to close yet, or stale")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Refused")
@State
public class ConfinedCloseFromElsewhere {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool);

    private final Pool<Cell> pool = STOCK.take();

    /** Plain: whoever reads it has no order with the holder. */
    private @Nullable Lease<Cell> leaked;

    @Actor
    public void holder(II_Result seen) {
        Lease<Cell> first = pool.acquire();
        leaked = first;
        first.close();
        Lease<Cell> second = pool.acquire();
        leaked = second;
        seen.r1 = second.isOpen() && pool.statistics().inUse() == 1 ? 1 : 0;
        second.close();
    }

    @Actor
    public void stranger(II_Result seen) {
        Lease<Cell> lease = leaked;
        if (lease != null) {
            try {
                lease.close();
            } catch (ConfinedLeaseException refused) {
                seen.r2 = 1;
            }
        }
    }

    @Arbiter
    public void putBack() {
        STOCK.putBack(pool, pool.statistics().inUse() == 0);
    }
}
