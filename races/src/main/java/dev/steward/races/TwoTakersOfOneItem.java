package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.work.WorkQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Docket: "whoever begins an item takes it out of ready under the lock". Two threads begin what waits in a queue with
 * two workers, at once: the one item that waits is worked on by one.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Worked on once")
@State
public class TwoTakersOfOneItem {
    private static final Queue<TwoTakersOfOneItem.Counting> FREE = new ConcurrentLinkedQueue<>();

    /** A queue that counts how often its handler was called. */
    private static final class Counting {
        final AtomicInteger calls = new AtomicInteger();
        final WorkQueue<String, String> queue = WorkQueue.<String, String>builder("raced", (text, progress) -> {
                    calls.incrementAndGet();
                    return text;
                })
                .threads(2)
                .build();
    }

    private final Counting counting;
    private final long id;

    public TwoTakersOfOneItem() {
        Counting free = FREE.poll();
        counting = free == null ? new Counting() : free;
        counting.queue.pause();
        id = counting.queue.submit("item");
    }

    @Actor
    public void one() {
        counting.queue.resume();
    }

    @Actor
    public void other() {
        counting.queue.resume();
    }

    @Arbiter
    public void books(II_Result seen) {
        seen.r2 = Outcomes.await(counting.queue, id);
        seen.r1 = counting.calls.getAndSet(0);
        FREE.add(counting);
    }
}
