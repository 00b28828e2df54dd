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
 * Backs Population.resize: "a smaller maximum is reached as leases come back", also by the lease that comes back at
 * the moment of the resize, and each resource is destroyed at most once on the way.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "One resource is left, and one was destroyed")
@State
public class ResizeAgainstRelease {
    private static final Stock<Cell> STOCK =
            Stock.ofCells(2, pool -> pool.sharedLeases().tick(Duration.ofMillis(1)));

    private final Pool<Cell> pool = STOCK.take();
    private final Lease<Cell> one = pool.acquire();
    private final Lease<Cell> other = pool.acquire();
    private final Cell oneCell = one.get();
    private final Cell otherCell = other.get();

    @Actor
    public void release() {
        one.close();
        other.close();
    }

    @Actor
    public void resize() {
        pool.resize(0, 1);
    }

    @Arbiter
    public void settled(II_Result seen) {
        long start = System.nanoTime();
        while (pool.statistics().size() > 1 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1)) {
            Thread.onSpinWait();
        }
        seen.r1 = pool.statistics().size();
        seen.r2 =
                Math.max(oneCell.ends.get(), otherCell.ends.get()) > 1 ? -1 : oneCell.ends.get() + otherCell.ends.get();
        pool.resize(2, 2);
        STOCK.putBack(pool, seen.r1 == 1);
    }
}
