package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs WaitLine: the same as ReleaseAgainstWaiter where releasers hand over and the waiter does not scan. A slot
 * made idle in the window is found by upkeep and handed to the head.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The release was served and so was the waiter")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The waiter came first")
@State
public class ReleaseAgainstStarvingWaiter {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool.starvationLimit(Duration.ZERO));

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
