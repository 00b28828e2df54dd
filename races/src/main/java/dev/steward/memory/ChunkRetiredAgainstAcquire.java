package dev.steward.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Backs Chunk.retire: a chunk is freed, or one of its slots is leased, but never both. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Freed, and nobody has it")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Leased, and the chunk stays")
@State
public class ChunkRetiredAgainstAcquire {
    private final Chunk chunk = Chunks.of(3);

    @Actor
    public void retires(II_Result seen) {
        seen.r1 = chunk.retire() ? 1 : 0;
    }

    @Actor
    public void acquires(II_Result seen) {
        seen.r2 = chunk.slots()[1].idleToLeased() ? 1 : 0;
    }
}
