package dev.steward.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Slot: "ending is a compare-and-set of the generation, which one of them wins". One of the two threads that close
 * a lease goes on to lease the slot again; the other, which comes late, does not end that lease.
 */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "The first closed it, and its next lease is open")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "The second closed it")
@State
public class BufferClosedByTwo {
    private final Slot slot = Chunks.slot();
    private final long lease = Chunks.lease(slot);

    @Actor
    public void closesAndLeasesAgain(III_Result seen) {
        if (slot.end(lease)) {
            slot.leasedToIdle();
            slot.idleToLeased();
            slot.begin(Thread.currentThread(), 64);
            seen.r1 = 1;
        }
    }

    @Actor
    public void closes(III_Result seen) {
        if (slot.end(lease)) {
            slot.leasedToIdle();
            seen.r2 = 1;
        }
    }

    @Arbiter
    public void open(III_Result seen) {
        seen.r3 = Slot.isOpen(slot.observedGeneration()) ? 1 : 0;
    }
}
