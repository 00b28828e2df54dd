package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/**
 * Backs Budget: "used can be at most the limit". A child whose limit is lowered again while it owes already never
 * lets in what the old limit and the new one both refuse.
 */
@JCStressTest
@Outcome(id = "0, 8", expect = ACCEPTABLE, desc = "Refused: eight are in use and the limit was five")
@State
public class LimitAgainstReserve {
    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", 20);
    private final Budget child = root.child("child", 10);

    public LimitAgainstReserve() {
        child.reserve(8);
        child.setLimit(5);
    }

    @Actor
    public void reserve(IJ_Result seen) {
        seen.r1 = child.tryReserve(1) ? 1 : 0;
    }

    @Actor
    public void lower() {
        child.setLimit(4);
    }

    @Arbiter
    public void used(IJ_Result seen) {
        seen.r2 = child.used();
    }
}
