package dev.steward.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.DeadlockException;
import dev.steward.resource.Lease;
import dev.steward.resource.Waiting;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Line: "a refusal and a buffer meet at conclude". The ledger fails a waiter to break a knot at the moment at which
 * the holder gives back. The waiter has either the buffer or the refusal, the ledger knows which, and the buffer is not
 * lost.
 */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Acquired first")
@Outcome(id = "2, 1, 1", expect = ACCEPTABLE, desc = "Refused first")
@State
public class BufferRefusalAgainstRelease {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final BufferPool pool = BufferPools.take();
    private final Lease<ByteBuffer> held = pool.acquire(64);
    private final Thread waiter = new Thread(this::await, "waiter");
    private final Waiting waiting;
    private volatile int outcome;
    private volatile int refused;

    public BufferRefusalAgainstRelease() {
        waiter.start();
        while (pool.waiting().isEmpty()) {
            Thread.onSpinWait();
        }
        waiting = pool.waiting().get(0);
    }

    private void await() {
        try (Lease<ByteBuffer> lease = pool.acquire(64, LONG)) {
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
        refused = pool.refuse(waiting, () -> new DeadlockException("buffers", "broken")) ? 1 : 0;
    }

    @Arbiter
    public void books(III_Result seen) {
        while (waiter.isAlive()) {
            Thread.onSpinWait();
        }
        seen.r1 = outcome;
        seen.r2 = refused;
        seen.r3 = BufferPools.check(pool);
    }
}
