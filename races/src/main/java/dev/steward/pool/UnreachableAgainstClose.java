package dev.steward.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.races.Cell;
import dev.steward.races.Stock;
import dev.steward.resource.Lease;
import dev.steward.resource.Tracing;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Losses.findUnreachable and Slot.endTimedLease: a traced lease is closed while its trace is found in the queue of
 * the collected ones. One of the two ends it, and the slot is not lost. The garbage collector would not do this to a lease
 * that somebody can still close; the trace is enqueued by hand so that the two do meet.
 */
@JCStressTest
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Closed first, and used again")
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Taken back first, and replaced")
@State
public class UnreachableAgainstClose {
    private static final Stock<Cell> STOCK =
            Stock.ofCells(1, pool -> pool.sharedLeases().tick(Duration.ofHours(1)));

    private final Pool<Cell> pool = STOCK.take();
    private final Lease<Cell> lease;

    public UnreachableAgainstClose() {
        pool.trace(Tracing.ALL);
        lease = pool.acquire();
        pool.takeLosses();
        Trace<Cell> trace = pool.population().slots()[0].trace;
        if (trace != null) {
            trace.enqueue();
        }
    }

    @Actor
    public void closer() {
        lease.close();
    }

    @Actor
    public void upkeep() {
        pool.tick();
    }

    @Arbiter
    public void books(III_Result seen) {
        seen.r1 = pool.takeLosses().size();
        seen.r2 = lease.isOpen() ? 1 : 0;
        try (Lease<Cell> next = pool.acquire(Stock.LONG)) {
            seen.r3 = next.isOpen() ? pool.statistics().inUse() : 0;
        }
        pool.trace(Tracing.OFF);
        STOCK.putBack(pool, true);
    }
}
