package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIJ_Result;

/**
 * Backs Budget: "no reservation is ever tentative, so one that is refused cannot make another fail that would have
 * fitted". Two children want the last unit of their parent: one has it, never both and never neither.
 */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Left has it")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "Right has it")
@State
public class TwoReserversAndTheLimit {
    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", 1);
    private final Budget left = root.child("left", 1);
    private final Budget right = root.child("right", 1);

    @Actor
    public void left(IIJ_Result seen) {
        seen.r1 = left.tryReserve(1) ? 1 : 0;
    }

    @Actor
    public void right(IIJ_Result seen) {
        seen.r2 = right.tryReserve(1) ? 1 : 0;
    }

    @Arbiter
    public void used(IIJ_Result seen) {
        seen.r3 = root.used();
    }
}
