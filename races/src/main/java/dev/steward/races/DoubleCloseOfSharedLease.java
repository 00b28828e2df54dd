package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.pool.PoolStatistics;
import dev.steward.resource.Lease;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs PoolLease and Slot.endSharedLease: of two threads that close one shared lease, one gives the resource back
 * and the other is counted as stale. Afterwards the one slot has one holder at most.
 */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Returned once, stale once, and leased once after that")
@State
public class DoubleCloseOfSharedLease {
    private static final Stock<Cell> STOCK = Stock.ofCells(1, pool -> pool.sharedLeases());

    private final Pool<Cell> pool = STOCK.take();
    private final PoolStatistics before = pool.statistics();
    private final Lease<Cell> held = pool.acquire();

    @Actor
    public void one() {
        held.close();
    }

    @Actor
    public void other() {
        held.close();
    }

    @Arbiter
    public void books(III_Result seen) {
        PoolStatistics after = pool.statistics();
        seen.r1 = (int) (after.returned() - before.returned());
        seen.r2 = (int) (after.staleCloses() - before.staleCloses());
        Optional<Lease<Cell>> next = pool.tryAcquire();
        Optional<Lease<Cell>> second = pool.tryAcquire();
        seen.r3 = (next.isPresent() ? 1 : 0) + (second.isPresent() ? 1 : 0);
        next.ifPresent(Lease::close);
        second.ifPresent(Lease::close);
        STOCK.putBack(pool, true);
    }
}
