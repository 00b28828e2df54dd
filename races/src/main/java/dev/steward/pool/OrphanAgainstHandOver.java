package dev.steward.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.races.Cell;
import dev.steward.races.Stock;
import dev.steward.resource.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Losses.findOrphan: "a lease it closed is seen closed", and one that it handed over is seen handed over.
 * A thread hands its lease over and ends while upkeep looks at it: the new holder keeps it.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The new holder has it, and nothing was reclaimed")
@State
public class OrphanAgainstHandOver {
    private static final Stock<Cell> STOCK =
            Stock.ofCells(1, pool -> pool.reclaimOrphans(true).tick(Duration.ofHours(1)));

    private final Pool<Cell> pool = STOCK.take();
    private final PoolStatistics before = pool.statistics();
    private volatile @Nullable Lease<Cell> renewed;

    @Actor
    public void holder() {
        Thread holder = new Thread(() -> renewed = pool.acquire().handOver("the next"));
        holder.start();
        while (holder.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Actor
    public void upkeep() {
        while (renewed == null) {
            pool.tick();
        }
        pool.tick();
    }

    @Arbiter
    public void books(II_Result seen) {
        Lease<Cell> lease = renewed;
        seen.r1 = lease != null && lease.isOpen() && pool.statistics().inUse() == 1 ? 1 : 0;
        seen.r2 = (int) (pool.statistics().orphaned() - before.orphaned());
        if (lease != null) {
            lease.close();
        }
        STOCK.putBack(pool, true);
    }
}
