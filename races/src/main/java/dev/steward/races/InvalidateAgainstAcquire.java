package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.Lease;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Population: "the size never exceeds the maximum", and what is broken is given to nobody: the waiter gets the
 * replacement, which is made after the end of the one invalidated.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The old one ended first, once")
@State
public class InvalidateAgainstAcquire {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool.sharedLeases());

    private final Pool<Cell> pool = STOCK.take();
    private final Lease<Cell> held = pool.acquire();
    private final Cell cell = held.get();

    @Actor
    public void invalidate() {
        held.invalidate();
    }

    @Actor
    public void acquire(II_Result seen) {
        try (Lease<Cell> lease = pool.acquire(Stock.LONG)) {
            seen.r1 = lease.get() != cell && cell.ends.get() == 1 ? 1 : 0;
        }
    }

    @Arbiter
    public void putBack(II_Result seen) {
        seen.r2 = cell.ends.get();
        STOCK.putBack(pool, true);
    }
}
