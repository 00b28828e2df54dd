package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs WaitLine and Pool.waiterArrived: a waiter enters the line and then asks whether the pool is closed; close
 * marks the pool and then goes through the line. One sees the other, so no waiter sleeps through the close.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Told that the pool is closed")
@State
public class CloseAgainstWaiter {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool.sharedLeases());

    private final Pool<Cell> pool = STOCK.makeOne();
    private final Lease<Cell> held = pool.acquire();
    private final Cell cell = held.get();

    @Actor
    public void waiter(II_Result seen) {
        try (Lease<Cell> lease = pool.acquire(Stock.LONG)) {
            seen.r1 = lease.isOpen() ? 1 : -2;
        } catch (ResourceClosedException refused) {
            seen.r1 = 0;
        } catch (ExhaustedException leftBehind) {
            seen.r1 = -1;
        }
    }

    @Actor
    public void close() {
        pool.close(Duration.ZERO);
    }

    @Arbiter
    public void books(II_Result seen) {
        seen.r2 = cell.ends.get();
        held.close();
    }
}
