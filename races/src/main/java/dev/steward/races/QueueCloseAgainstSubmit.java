package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.ResourceClosedException;
import dev.steward.work.WorkQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Docket and WorkQueue.close: an item is submitted to a queue without a store while that is closed. It is refused, or
 * done, or the close says that it was not worked on.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Taken in, and done or named")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Refused")
@State
public class QueueCloseAgainstSubmit {
    private final AtomicInteger done = new AtomicInteger();
    private final WorkQueue<String, String> queue = WorkQueue.<String, String>builder("raced", (text, progress) -> {
                done.incrementAndGet();
                return text;
            })
            .threads(1)
            .build();
    private volatile int named;

    @Actor
    public void submitter(II_Result seen) {
        try {
            seen.r1 = queue.submit("item") > 0 ? 1 : -1;
        } catch (ResourceClosedException refused) {
            seen.r1 = 0;
        }
    }

    @Actor
    public void closer() {
        named = queue.close(Stock.LONG).failures().size();
    }

    @Arbiter
    public void books(II_Result seen) {
        seen.r2 = done.get() + named;
    }
}
