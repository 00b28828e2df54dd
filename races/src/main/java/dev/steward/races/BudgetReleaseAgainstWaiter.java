package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Kind;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/**
 * Backs Budget.release: "the read of waiting follows the read-modify-write above, and a waiter raises it before it
 * looks for room: one of the two sees the other". Nobody waits for a unit that is there.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Served")
@State
public class BudgetReleaseAgainstWaiter {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", 1);
    private final Budget left = root.child("left", 1);
    private final Budget right = root.child("right", 1);

    public BudgetReleaseAgainstWaiter() {
        left.reserve(1);
    }

    @Actor
    public void release() {
        left.release(1);
    }

    @Actor
    public void waiter(IJ_Result seen) {
        try {
            right.reserve(1, LONG);
            seen.r1 = 1;
        } catch (BudgetExceededException leftBehind) {
            seen.r1 = -1;
        }
    }

    @Arbiter
    public void used(IJ_Result seen) {
        seen.r2 = root.used();
    }
}
