package dev.steward.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Waiter: "all moves are by compare-and-set". A slot that is handed over meets a waiter that leaves: one of
 * them wins, and the slot is on the side that says so.
 */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Handed over; the waiter finds the slot")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "Left; the slot stays with its owner")
@State
public class WaiterHandOverAgainstLeave {
    private final Waiter<String> waiter = new Waiter<>(Thread.currentThread(), 0);
    private final Slot<String> slot = Slots.alone();

    @Actor
    public void handOver(III_Result seen) {
        seen.r1 = waiter.takeFinal(slot) || waiter.takeFinalOverSignal(slot) ? 1 : 0;
    }

    @Actor
    public void leave(III_Result seen) {
        seen.r2 = waiter.takeFinal(Waiter.Mark.LEFT) || waiter.takeFinalOverSignal(Waiter.Mark.LEFT) ? 1 : 0;
    }

    @Arbiter
    public void item(III_Result seen) {
        seen.r3 = waiter.handedSlot() == slot ? 1 : 0;
    }
}
