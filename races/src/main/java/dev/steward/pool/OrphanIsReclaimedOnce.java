package dev.steward.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.races.Cell;
import dev.steward.races.Stock;
import dev.steward.resource.Lease;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Losses.findOrphan: a lease whose thread ended is taken back once, however many look, and its slot is not
 * lost.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Taken back once, and replaced")
@State
public class OrphanIsReclaimedOnce {
    private static final Stock<Cell> STOCK =
            Stock.ofCells(1, pool -> pool.reclaimOrphans(true).tick(Duration.ofHours(1)));

    private final Pool<Cell> pool = STOCK.take();
    private final PoolStatistics before = pool.statistics();

    public OrphanIsReclaimedOnce() {
        Thread holder = new Thread(pool::acquire);
        holder.start();
        while (holder.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Actor
    public void one() {
        pool.tick();
    }

    @Actor
    public void other() {
        pool.tick();
    }

    @Arbiter
    public void books(II_Result seen) {
        seen.r1 = (int) (pool.statistics().orphaned() - before.orphaned());
        try (Lease<Cell> lease = pool.acquire(Stock.LONG)) {
            seen.r2 = lease.isOpen() ? pool.statistics().inUse() : 0;
        }
        STOCK.putBack(pool, true);
    }
}
