package dev.steward;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.races.Stock;
import dev.steward.resource.Lease;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Scope, for the same slot in the hands of somebody else. While the scope closes what was left open in it, another
 * thread closes that shared lease and acquires the slot anew: the scope closes the one lease and never the other.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The new holder keeps its lease")
@State
public class ScopeAgainstNewHolder {
    private static final Stock<Object> STOCK = Stock.ofOne(Object::new);

    private final Pool<Object> pool = STOCK.take();
    private volatile @Nullable Lease<Object> left;
    private @Nullable Lease<Object> renewed;

    @Actor
    public void scope() {
        Scope scope = new Scope("raced", () -> List.of(pool));
        left = pool.acquire();
        scope.close();
    }

    @Actor
    public void closeAndAcquire(II_Result seen) {
        Lease<Object> lease = left;
        while (lease == null) {
            Thread.onSpinWait();
            lease = left;
        }
        lease.close();
        renewed = pool.acquire(Stock.LONG);
        seen.r1 = 1;
    }

    @Arbiter
    public void putBack(II_Result seen) {
        if (renewed != null) {
            seen.r2 = renewed.isOpen() && pool.statistics().inUse() == 1 ? 1 : -1;
            renewed.close();
        }
        STOCK.putBack(pool, true);
    }
}
