package dev.steward.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Slot.takeResource: "takes the resource out, for whoever is going to destroy it: one caller gets it".
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The first")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The second")
@State
public class SlotResourceIsTakenOnce {
    private final Slot<String> slot = Slots.alone();

    public SlotResourceIsTakenOnce() {
        slot.resource = "resource";
    }

    @Actor
    public void one(II_Result seen) {
        seen.r1 = slot.takeResource() != null ? 1 : 0;
    }

    @Actor
    public void other(II_Result seen) {
        seen.r2 = slot.takeResource() != null ? 1 : 0;
    }
}
