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
 * Backs Budget.close: "ends a child budget and gives its credit back to the parent", also when somebody reserves from
 * the child at that moment. When all is given back, nothing of the parent is missing.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "All of the parent can be reserved")
@State
public class BudgetCloseAgainstReserve {
    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", 4);
    private final Budget child = root.child("child", 4);

    public BudgetCloseAgainstReserve() {
        child.reserve(2);
        child.release(2);
    }

    @Actor
    public void use() {
        if (child.tryReserve(1)) {
            child.release(1);
        }
    }

    @Actor
    public void close() {
        try {
            child.close();
        } catch (IllegalStateException stillInUse) {
            // Then it stays open.
        }
    }

    @Arbiter
    public void whole(IJ_Result seen) {
        seen.r1 = (int) root.used();
        seen.r2 = root.tryReserve(4) ? 1 : 0;
    }
}
