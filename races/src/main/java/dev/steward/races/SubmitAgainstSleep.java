package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.work.Workers;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Sleepers, "why no task is slept through": two threads submit short tasks with pauses about as long as a worker
 * takes to lie down, wake, give way or leave its post. Every task is run, without anything coming after it that would wake
 * somebody for it.
 */
@JCStressTest
@Outcome(id = "16, 0", expect = ACCEPTABLE, desc = "All were run")
@State
public class SubmitAgainstSleep {
    private static final Staff STAFF =
            new Staff(() -> Workers.cpuBound("raced").threads(2).queue(100));
    private static final int EACH = 8;
    private static final long LONGEST_PAUSE_NANOS = 60_000;

    private final Workers workers = STAFF.take();
    private final AtomicInteger ran = new AtomicInteger();

    @Actor
    public void one() {
        submit();
    }

    @Actor
    public void other() {
        submit();
    }

    private void submit() {
        for (int i = 0; i < EACH; i++) {
            workers.execute(ran::incrementAndGet);
            Pauses.spin(Pauses.below(LONGEST_PAUSE_NANOS));
        }
    }

    @Arbiter
    public void books(II_Result seen) {
        long start = System.nanoTime();
        while (ran.get() < 2 * EACH && System.nanoTime() - start < Stock.LONG.toNanos()) {
            Thread.onSpinWait();
        }
        seen.r1 = ran.get();
        seen.r2 = (int) workers.usage().waiting();
        STAFF.putBack(workers, seen.r1 == 2 * EACH);
    }
}
