package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.work.WorkQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Docket: "a cancel that comes after the item was begun and before its handler was called is seen by the thread that
 * is about to call it; one that comes later finds that thread and interrupts it". The handler waits for nothing but its
 * interrupt, so a cancel that gets lost between the two is seen.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Cancelled")
@State
public class CancelAgainstBegin {
    private static final WorkQueue<String, String> QUEUE = WorkQueue.<String, String>builder(
                    "raced", (text, progress) -> awaitInterrupt())
            .threads(2)
            .build();

    private volatile long id;

    private static String awaitInterrupt() throws InterruptedException {
        boolean opened = new CountDownLatch(1).await(Stock.LONG.toMillis(), TimeUnit.MILLISECONDS);
        return "nobody has interrupted it, " + opened;
    }

    @Actor
    public void submitter() {
        id = QUEUE.submit("item");
    }

    @Actor
    public void canceller(II_Result seen) {
        while (id == 0) {
            Thread.onSpinWait();
        }
        Pauses.spin(Pauses.below(30_000));
        seen.r1 = QUEUE.cancel(id) ? 1 : 0;
    }

    @Arbiter
    public void books(II_Result seen) {
        seen.r2 = Outcomes.await(QUEUE, id);
    }
}
