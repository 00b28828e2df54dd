package dev.steward;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.races.Stock;
import dev.steward.resource.Lease;
import dev.steward.resource.StaleLeaseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Scope: "closing the ticket then touches nothing, whoever has the resource by now". A lease that was left open is
 * handed over by another thread while the scope closes what was left. Either the new lease is open and holds the slot, or
 * the scope has closed it, the slot is free, and the hand-over was refused.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Handed over; the scope let it be")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Closed by the scope; the hand-over was refused")
@State
public class ScopeAgainstHandOver {
    private static final Stock<Object> STOCK = Stock.ofOne(Object::new);

    private final Pool<Object> pool = STOCK.take();
    private volatile @Nullable Lease<Object> left;
    private @Nullable Lease<Object> heir;

    @Actor
    public void scope() {
        Scope scope = new Scope("raced", () -> List.of(pool));
        left = pool.acquire();
        scope.close();
    }

    @Actor
    public void handOver(II_Result seen) {
        Lease<Object> lease = left;
        while (lease == null) {
            Thread.onSpinWait();
            lease = left;
        }
        try {
            heir = lease.handOver("the next");
            seen.r1 = 1;
        } catch (StaleLeaseException closed) {
            seen.r1 = 0;
        }
    }

    @Arbiter
    public void putBack(II_Result seen) {
        seen.r2 = pool.statistics().inUse();
        if (heir != null) {
            seen.r2 = heir.isOpen() ? seen.r2 : -1;
            heir.close();
        }
        STOCK.putBack(pool, true);
    }
}
