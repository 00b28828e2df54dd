package dev.steward.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.Lease;
import dev.steward.resource.Tracing;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Watch.findUnreachable: a sampled lease is closed while its sample is found in the queue of the collected ones. One of
 * the two ends it, and its memory is not lost. The garbage collector would not do this to a lease that is being closed;
 * the sample is enqueued by hand so that the two do meet.
 */
@JCStressTest
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Closed first, and used again")
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Taken back first, and replaced")
@State
public class BufferUnreachableAgainstClose {
    private final BufferPool pool = BufferPools.take();
    private final Lease<ByteBuffer> lease;

    public BufferUnreachableAgainstClose() {
        pool.trace(Tracing.ALL);
        lease = pool.acquire(64);
        pool.takeLosses();
        if (lease instanceof BufferLease known) {
            Sample sample = known.slot.sample;
            if (sample != null) {
                sample.enqueue();
            }
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
        pool.trace(Tracing.OFF);
        seen.r3 = BufferPools.check(pool);
    }
}
