package dev.steward.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Waiter.takeFinalOverSignal: a signal that meets a waiter that leaves is either refused or answered for, never
 * swallowed, for a swallowed one would keep the next from being signalled.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Signalled; the leaver answers for it")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Left; the signaller goes on to the next")
@State
public class WaiterSignalAgainstLeave {
    private final Waiter<String> waiter = new Waiter<>(Thread.currentThread(), 0);

    @Actor
    public void signal(II_Result seen) {
        seen.r1 = waiter.signal() ? 1 : 0;
    }

    @Actor
    public void leave(II_Result seen) {
        if (waiter.takeFinal(Waiter.Mark.LEFT)) {
            seen.r2 = 1;
        } else if (waiter.takeFinalOverSignal(Waiter.Mark.LEFT)) {
            seen.r2 = 2;
        }
    }
}
