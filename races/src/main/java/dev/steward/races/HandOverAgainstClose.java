package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.Lease;
import dev.steward.resource.StaleLeaseException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Slot.renewLease: handing a lease over and closing it at the same moment are one compare-and-set each on the
 * same generation. Either the new lease is open and holds the slot, or the slot is free.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Handed over; the close was stale")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Closed; the hand-over was refused")
@State
public class HandOverAgainstClose {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool.sharedLeases());

    private final Pool<Cell> pool = STOCK.take();
    private final Lease<Cell> old = pool.acquire();
    private @Nullable Lease<Cell> renewed;

    @Actor
    public void handOver(II_Result seen) {
        try {
            renewed = old.handOver("the next");
            seen.r1 = 1;
        } catch (StaleLeaseException closed) {
            seen.r1 = 0;
        }
    }

    @Actor
    public void close() {
        old.close();
    }

    @Arbiter
    public void putBack(II_Result seen) {
        seen.r2 = pool.statistics().inUse();
        if (renewed != null) {
            seen.r2 = renewed.isOpen() && renewed.get().ends.get() == 0 ? seen.r2 : -1;
            renewed.close();
        }
        STOCK.putBack(pool, true);
    }
}
