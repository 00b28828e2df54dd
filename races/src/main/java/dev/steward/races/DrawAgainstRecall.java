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
 * Backs Budget: a child's credit is called back while the child gives back what it has used. The release is accepted,
 * whichever side of the recall it falls on, and nothing is lost: afterwards all of the limit can be reserved.
 */
@JCStressTest
@Outcome(id = "1, 0, 10", expect = ACCEPTABLE, desc = "Drawn before the release")
@Outcome(id = "1, 1, 10", expect = ACCEPTABLE, desc = "Drawn after the release")
@State
public class DrawAgainstRecall {
    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", 10);
    private final Budget left = root.child("left", 10);
    private final Budget right = root.child("right", 10);

    public DrawAgainstRecall() {
        left.reserve(10);
        left.release(5);
    }

    @Actor
    public void release(IIJ_Result seen) {
        try {
            left.release(5);
            seen.r1 = 1;
        } catch (IllegalStateException refused) {
            seen.r1 = -1;
        }
    }

    @Actor
    public void draw(IIJ_Result seen) {
        if (right.tryReserve(10)) {
            seen.r2 = 1;
            right.release(10);
        }
    }

    @Arbiter
    public void whole(IIJ_Result seen) {
        seen.r3 = root.used() == 0 && root.tryReserve(10) ? root.used() : -1;
    }
}
