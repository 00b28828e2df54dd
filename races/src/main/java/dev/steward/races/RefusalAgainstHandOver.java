package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.DeadlockException;
import dev.steward.resource.Lease;
import dev.steward.resource.Waiting;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs WaitLine.refuse: the ledger fails a waiter to break a knot at the moment at which the holder gives back. The waiter
 * has either the lease or the refusal, the ledger knows which, and the slot is not lost.
 */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Handed over first")
@Outcome(id = "2, 1, 1", expect = ACCEPTABLE, desc = "Refused first")
@State
public class RefusalAgainstHandOver {
    private static final Stock<Cell> STOCK =
            Stock.ofCells(1, pool -> pool.sharedLeases().starvationLimit(Duration.ZERO));

    private final Pool<Cell> pool = STOCK.take();
    private final Lease<Cell> held = pool.acquire();
    private final Thread waiter;
    private final Waiting waiting;
    private volatile int outcome;
    private volatile int refused;

    public RefusalAgainstHandOver() {
        waiter = new Thread(this::await, "waiter");
        waiter.start();
        while (pool.waiting().isEmpty()) {
            Thread.onSpinWait();
        }
        waiting = pool.waiting().get(0);
    }

    private void await() {
        try (Lease<Cell> lease = pool.acquire(Stock.LONG)) {
            outcome = lease.isOpen() ? 1 : -1;
        } catch (DeadlockException broken) {
            outcome = 2;
        }
    }

    @Actor
    public void holder() {
        held.close();
    }

    @Actor
    public void ledger() {
        refused = pool.refuse(waiting, () -> new DeadlockException("cells", "broken")) ? 1 : 0;
    }

    @Arbiter
    public void books(III_Result seen) {
        while (waiter.isAlive()) {
            Thread.onSpinWait();
        }
        seen.r1 = outcome;
        seen.r2 = refused;
        try (Lease<Cell> lease = pool.acquire(Stock.LONG)) {
            seen.r3 = lease.isOpen() ? pool.statistics().inUse() : 0;
        }
        STOCK.putBack(pool, true);
    }
}
