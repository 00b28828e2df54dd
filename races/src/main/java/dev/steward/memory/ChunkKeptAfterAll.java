package dev.steward.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Backs Chunk.retire: who finds one slot leased puts the others back, marked or not as they were. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Freed")
@Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "Leased, and the others can be leased, one of them specially")
@State
public class ChunkKeptAfterAll {
    private final Chunk chunk = Chunks.of(3);

    public ChunkKeptAfterAll() {
        chunk.first().markIfIdle();
    }

    @Actor
    public void retires(III_Result seen) {
        seen.r1 = chunk.retire() ? 1 : 0;
    }

    @Actor
    public void acquires(III_Result seen) {
        seen.r2 = chunk.slots()[2].takeUnused() ? 1 : 0;
    }

    @Arbiter
    public void others(III_Result seen) {
        Slot marked = chunk.slots()[0];
        seen.r3 = (!marked.idleToLeased() && marked.takeUnused() && marked.willBeSpecial() ? 1 : 0)
                + (chunk.slots()[1].idleToLeased() ? 1 : 0);
    }
}
