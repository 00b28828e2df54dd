package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs WaitLine: "no wake-up is lost for good". A confined release, which has no fence between its store and its
 * look at the waiters, meets a caller who is just enqueueing. The caller is served in any case; upkeep bounds when.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The release was served and so was the waiter")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The waiter came first")
@State
public class ReleaseAgainstWaiter {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool);

    private final Pool<Cell> pool = STOCK.take();

    @Actor
    public void holder(II_Result seen) {
        pool.tryAcquire().ifPresent(lease -> {
            seen.r1 = 1;
            lease.close();
        });
    }

    @Actor
    public void waiter(II_Result seen) {
        try (Lease<Cell> lease = pool.acquire(Stock.LONG)) {
            seen.r2 = lease.isOpen() ? 1 : 0;
        } catch (ExhaustedException leftBehind) {
            seen.r2 = -1;
        }
    }

    @Arbiter
    public void putBack(II_Result seen) {
        STOCK.putBack(pool, seen.r2 == 1);
    }
}
