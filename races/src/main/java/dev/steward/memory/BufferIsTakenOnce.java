package dev.steward.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Backs Slot: two want one idle slot, and one has it. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The first has it")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The second has it")
@State
public class BufferIsTakenOnce {
    private final Slot slot = Chunks.slot();

    @Actor
    public void quick(II_Result seen) {
        seen.r1 = slot.idleToLeased() ? 1 : 0;
    }

    @Actor
    public void slow(II_Result seen) {
        seen.r2 = slot.takeUnused() ? 1 : 0;
    }
}
