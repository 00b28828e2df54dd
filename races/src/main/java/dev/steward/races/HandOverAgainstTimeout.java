package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Waiter: "a hand-over and a time-out at the same moment have one winner, and a slot is never lost between
 * them". The holder closes at about the moment at which the waiter gives up; afterwards the slot can be leased again,
 * by one.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Handed over in time, and free again")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Timed out, and the slot is free")
@State
public class HandOverAgainstTimeout {
    private static final Stock<Cell> STOCK =
            Stock.ofCells(1, pool -> pool.sharedLeases().starvationLimit(Duration.ZERO));

    private static final Duration PATIENCE = Duration.ofNanos(150_000);

    private final Pool<Cell> pool = STOCK.take();
    private final Lease<Cell> held = pool.acquire();

    /** The tries close at different moments around the deadline, this one at so many nanoseconds after the start. */
    private final long closeAfterNanos = 100_000 + System.nanoTime() % 150_000;

    private volatile long startNanos;

    @Actor
    public void holder() {
        while (startNanos == 0) {
            Thread.onSpinWait();
        }
        while (System.nanoTime() - startNanos < closeAfterNanos) {
            Thread.onSpinWait();
        }
        held.close();
    }

    @Actor
    public void waiter(II_Result seen) {
        startNanos = System.nanoTime();
        try (Lease<Cell> lease = pool.acquire(PATIENCE)) {
            seen.r1 = lease.isOpen() ? 1 : -1;
        } catch (ExhaustedException timedOut) {
            seen.r1 = 0;
        }
    }

    @Arbiter
    public void putBack(II_Result seen) {
        try (Lease<Cell> lease = pool.acquire(Stock.LONG)) {
            seen.r2 = lease.isOpen() ? pool.statistics().inUse() : 0;
        } catch (ExhaustedException lost) {
            seen.r2 = -1;
        }
        STOCK.putBack(pool, seen.r2 == 1);
    }
}
