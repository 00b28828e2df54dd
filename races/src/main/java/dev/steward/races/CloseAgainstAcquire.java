package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Backs Closing: an acquire that overlaps with the beginning of close either is refused or gives a lease that close
 * waits for. The resource is destroyed once, after the lease, and the report is clean.
 */
@JCStressTest
@Outcome(id = "1, 1, 1, 0", expect = ACCEPTABLE, desc = "Leased; close waited for it")
@Outcome(id = "0, 1, 1, 0", expect = ACCEPTABLE, desc = "Refused")
@State
public class CloseAgainstAcquire {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool);

    private final Pool<Cell> pool = STOCK.makeOne();
    private final Cell cell;

    public CloseAgainstAcquire() {
        try (Lease<Cell> lease = pool.acquire()) {
            cell = lease.get();
        }
    }

    @Actor
    public void acquire(IIII_Result seen) {
        try (Lease<Cell> lease = pool.acquire(Stock.LONG)) {
            seen.r1 = lease.get().ends.get() == 0 ? 1 : -1;
        } catch (ResourceClosedException refused) {
            seen.r1 = 0;
        }
    }

    @Actor
    public void close(IIII_Result seen) {
        seen.r2 = pool.close(Stock.LONG).isClean() ? 1 : 0;
    }

    @Arbiter
    public void books(IIII_Result seen) {
        seen.r3 = cell.ends.get();
        seen.r4 = pool.statistics().size() + (int) pool.budget().used();
    }
}
