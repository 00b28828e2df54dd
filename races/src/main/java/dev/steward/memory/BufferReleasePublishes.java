package dev.steward.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Slot: who acquires a slot sees what the last holder wrote to its buffer, and the generation that the end of the
 * last lease left, although the write that makes the slot idle is no atomic instruction.
 */
@JCStressTest
@Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "Still leased")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Leased after the writer")
@State
public class BufferReleasePublishes {
    private final Slot slot = Chunks.slot();
    private final long lease = Chunks.lease(slot);

    @Actor
    public void writer() {
        slot.buffer.putInt(0, 1);
        slot.buffer.putInt(60, 1);
        if (slot.end(lease)) {
            slot.leasedToIdle();
        }
    }

    @Actor
    public void reader(III_Result seen) {
        if (!slot.idleToLeased()) {
            seen.r1 = -1;
            seen.r2 = -1;
            seen.r3 = -1;
            return;
        }
        seen.r1 = slot.buffer.getInt(60);
        seen.r2 = slot.buffer.getInt(0);
        seen.r3 = slot.begin(Thread.currentThread(), 64) > lease ? 1 : 0;
    }
}
