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
 * Backs Budget: "live leases are not disturbed" by a limit that changes while something is given back. The release is
 * accepted, and afterwards exactly the new limit can be reserved.
 */
@JCStressTest
@Outcome(id = "1, 0, 3", expect = ACCEPTABLE, desc = "Accepted, and the new limit holds")
@State
public class LimitAgainstRelease {
    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", 10);

    public LimitAgainstRelease() {
        root.reserve(8);
    }

    @Actor
    public void release(IIJ_Result seen) {
        try {
            root.release(8);
            seen.r1 = 1;
        } catch (IllegalStateException refused) {
            seen.r1 = -1;
        }
    }

    @Actor
    public void lower() {
        root.setLimit(3);
    }

    @Arbiter
    public void exact(IIJ_Result seen) {
        seen.r2 = (int) root.used();
        while (root.tryReserve(1)) {
            seen.r3++;
        }
    }
}
