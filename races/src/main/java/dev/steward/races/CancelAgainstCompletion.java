package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.work.WorkQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Docket: "what becomes of it is decided once". An item is cancelled while its handler ends and while its outcome is
 * being noted: one outcome is noted, and it is not cancelled if the cancel says that there was nothing to cancel.
 */
@JCStressTest
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "Done before the cancel")
@Outcome(id = "1, 2, 1", expect = ACCEPTABLE, desc = "Cancelled")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The handler came to a result nevertheless")
@State
public class CancelAgainstCompletion {
    private static final Outcomes OUTCOMES = new Outcomes();
    private static final WorkQueue<String, String> QUEUE = WorkQueue.<String, String>builder(
                    "raced", (text, progress) -> text)
            .threads(2)
            .durable(OUTCOMES, Outcomes.TEXT, Outcomes.TEXT)
            .build();

    private volatile long id;

    @Actor
    public void submitter() {
        id = QUEUE.submit("item");
    }

    @Actor
    public void canceller(III_Result seen) {
        while (id == 0) {
            Thread.onSpinWait();
        }
        Pauses.spin(Pauses.below(40_000));
        seen.r1 = QUEUE.cancel(id) ? 1 : 0;
    }

    @Arbiter
    public void books(III_Result seen) {
        seen.r2 = Outcomes.await(QUEUE, id);
        seen.r3 = OUTCOMES.of(id);
    }
}
