package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.Budget;
import dev.steward.resource.DeadlockException;
import dev.steward.resource.Kind;
import dev.steward.resource.Waiting;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs BudgetTree: "a wait ends in one way". The ledger fails a waiter to break a knot at the moment at which room is given
 * back. The waiter has either the room or the refusal, the ledger knows which, and the room is not lost.
 */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Served first")
@Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "Refused first")
@State
public class BudgetRefusalAgainstRelease {
    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", 1);
    private final Budget left = root.child("left", 1);
    private final Budget right = root.child("right", 1);
    private final Thread waiter = new Thread(this::await, "waiter");
    private final Waiting waiting;
    private volatile int outcome;
    private volatile int refused;

    public BudgetRefusalAgainstRelease() {
        left.reserve(1);
        waiter.start();
        while (right.waiting().isEmpty()) {
            Thread.onSpinWait();
        }
        waiting = right.waiting().get(0);
    }

    private void await() {
        try {
            right.reserve(1, Stock.LONG);
            outcome = 1;
            right.release(1);
        } catch (DeadlockException broken) {
            outcome = 2;
        }
    }

    @Actor
    public void holder() {
        left.release(1);
    }

    @Actor
    public void ledger() {
        refused = right.refuse(waiting, () -> new DeadlockException("right", "broken")) ? 1 : 0;
    }

    @Arbiter
    public void books(III_Result seen) {
        while (waiter.isAlive()) {
            Thread.onSpinWait();
        }
        seen.r1 = outcome;
        seen.r2 = refused;
        seen.r3 = (int) root.used();
    }
}
