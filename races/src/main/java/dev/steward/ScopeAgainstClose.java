package dev.steward;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.races.Stock;
import dev.steward.resource.ResourceClosedException;
import java.time.Duration;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Scope: a pool is closed, and takes back what is leased, while a scope acquires from it and closes what it left.
 * Whoever ends the lease, nothing is leased afterwards; a scope never fails for what others do to a lease of its own.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Acquired, and ended once")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "Acquired, and taken back before the scope ended")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The pool was closed before")
@State
public class ScopeAgainstClose {
    private static final Stock<Object> STOCK = Stock.ofOne(Object::new);

    private final Pool<Object> pool = STOCK.makeOne();

    @Actor
    public void scope(II_Result seen) {
        Scope scope = new Scope("raced", () -> List.of(pool));
        try {
            seen.r1 = pool.acquire(Stock.LONG).isOpen() ? 1 : 2;
        } catch (ResourceClosedException before) {
            seen.r1 = 0;
        }
        scope.close();
    }

    @Actor
    public void close() {
        pool.close(Duration.ZERO);
    }

    @Arbiter
    public void books(II_Result seen) {
        seen.r2 = pool.statistics().inUse();
    }
}
