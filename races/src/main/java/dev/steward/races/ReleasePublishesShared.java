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
 * Backs Slot and PoolLease for leases that may be closed from anywhere: the compare-and-set that ends the lease comes
 * before the store that makes the slot idle, so what a holder wrote is seen by the next one here too.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The reader held it first")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The reader held it after the writer")
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "The writer had it just then")
@State
public class ReleasePublishesShared {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool.sharedLeases());

    private final Pool<Cell> pool = STOCK.take();

    @Actor
    public void writer() {
        pool.tryAcquire().ifPresent(lease -> {
            Cell cell = lease.get();
            cell.first = 1;
            cell.second = 1;
            lease.close();
        });
    }

    @Actor
    public void reader(II_Result seen) {
        Lease<Cell> lease = pool.tryAcquire().orElse(null);
        if (lease == null) {
            seen.r1 = -1;
            seen.r2 = -1;
        } else {
            Cell cell = lease.get();
            seen.r1 = cell.second;
            seen.r2 = cell.first;
            lease.close();
        }
    }

    @Arbiter
    public void putBack() {
        try (Lease<Cell> lease = pool.acquire()) {
            lease.get().first = 0;
            lease.get().second = 0;
        }
        STOCK.putBack(pool, true);
    }
}
