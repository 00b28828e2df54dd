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
 * Backs Budget: a child takes from the credit at hand without the lock while that credit is called back for its
 * sibling. The unit goes to one of them.
 */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Taken before the recall")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "Recalled before it was taken")
@State
public class ReserveAgainstRecall {
    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", 1);
    private final Budget left = root.child("left", 1);
    private final Budget right = root.child("right", 1);

    public ReserveAgainstRecall() {
        left.reserve(1);
        left.release(1);
    }

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
