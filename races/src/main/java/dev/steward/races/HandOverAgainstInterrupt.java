package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Waiter: a hand-over and an interrupt at the same moment have one winner. Either the waiter is served and its
 * interrupt stays pending, or it fails and the slot is free; the interrupt itself is never lost.
 */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Served, with the interrupt still pending")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "Interrupted, and the slot is free")
@State
public class HandOverAgainstInterrupt {
    private static final Stock<Cell> STOCK =
            Stock.ofCells(1, pool -> pool.sharedLeases().starvationLimit(Duration.ZERO));

    private final Pool<Cell> pool = STOCK.take();
    private final Lease<Cell> held = pool.acquire();
    private final boolean closeFirst = (System.nanoTime() & 64) != 0;
    private volatile @Nullable Thread waiting;
    private volatile boolean interrupted;

    @Actor
    public void holder() {
        Thread target = waiting;
        while (target == null) {
            Thread.onSpinWait();
            target = waiting;
        }
        while (pool.waiting().isEmpty()) {
            Thread.onSpinWait();
        }
        if (closeFirst) {
            held.close();
            target.interrupt();
        } else {
            target.interrupt();
            held.close();
        }
        interrupted = true;
    }

    @Actor
    public void waiter(III_Result seen) {
        waiting = Thread.currentThread();
        try (Lease<Cell> lease = pool.acquire(Stock.LONG)) {
            seen.r1 = lease.isOpen() ? 1 : -1;
        } catch (AcquireInterruptedException stopped) {
            seen.r1 = 0;
        }
        while (!interrupted) {
            Thread.onSpinWait();
        }
        seen.r2 = Thread.interrupted() ? 1 : 0;
    }

    @Arbiter
    public void putBack(III_Result seen) {
        try (Lease<Cell> lease = pool.acquire(Stock.LONG)) {
            seen.r3 = lease.isOpen() ? pool.statistics().inUse() : 0;
        } catch (ExhaustedException lost) {
            seen.r3 = -1;
        }
        STOCK.putBack(pool, seen.r3 == 1);
    }
}
