package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.Lease;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Closing and Slot.takeResource: "one caller gets it". Close takes the resource from under its holder at the
 * deadline, which is now, while the holder gives it back. It is destroyed once, and no unit of the budget is lost or
 * given back twice.
 */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Destroyed once, by either side")
@State
public class CloseAgainstRelease {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool.sharedLeases());

    private final Pool<Cell> pool = STOCK.makeOne();
    private final Lease<Cell> held = pool.acquire();
    private final Cell cell = held.get();

    @Actor
    public void release() {
        held.close();
    }

    @Actor
    public void close() {
        pool.close(Duration.ZERO);
    }

    @Arbiter
    public void books(III_Result seen) {
        seen.r1 = cell.ends.get();
        seen.r2 = pool.statistics().inUse();
        seen.r3 = pool.statistics().size() + (int) pool.budget().used();
    }
}
