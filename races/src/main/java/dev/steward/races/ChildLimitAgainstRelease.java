package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Backs Budget: "a child owes its parent that part (debt) and pays it from what comes back", also when it comes back
 * at the moment at which the limit is lowered. Nothing is lost to either.
 */
@JCStressTest
@Outcome(id = "1, 0, 3, 7", expect = ACCEPTABLE, desc = "Three for the child, seven for its sibling")
@State
public class ChildLimitAgainstRelease {
    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", 10);
    private final Budget left = root.child("left", 10);
    private final Budget right = root.child("right", 10);

    public ChildLimitAgainstRelease() {
        left.reserve(8);
    }

    @Actor
    public void release(IIII_Result seen) {
        try {
            left.release(8);
            seen.r1 = 1;
        } catch (IllegalStateException refused) {
            seen.r1 = -1;
        }
    }

    @Actor
    public void lower() {
        left.setLimit(3);
    }

    @Arbiter
    public void exact(IIII_Result seen) {
        seen.r2 = (int) root.used();
        while (left.tryReserve(1)) {
            seen.r3++;
        }
        while (right.tryReserve(1)) {
            seen.r4++;
        }
    }
}
