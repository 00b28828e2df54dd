package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.Lease;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Pool.evictAll: "what is idle is destroyed now, what is leased when it comes back", also what comes back at
 * the moment of the eviction. The resource that was there is destroyed once, and another takes its place.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Destroyed and replaced")
@State
public class EvictAgainstRelease {
    private static final Stock<Cell> STOCK =
            Stock.ofCells(1, pool -> pool.sharedLeases().tick(Duration.ofMillis(1)));

    private final Pool<Cell> pool = STOCK.take();
    private final Lease<Cell> held = pool.acquire();
    private final Cell cell = held.get();

    @Actor
    public void release() {
        held.close();
    }

    @Actor
    public void evict() {
        pool.evictAll();
    }

    @Arbiter
    public void settled(II_Result seen) {
        long start = System.nanoTime();
        while (cell.ends.get() == 0 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1)) {
            Thread.onSpinWait();
        }
        seen.r1 = cell.ends.get();
        try (Lease<Cell> next = pool.acquire(Stock.LONG)) {
            seen.r2 = next.get() != cell ? 1 : 0;
        }
        STOCK.putBack(pool, seen.r1 == 1);
    }
}
