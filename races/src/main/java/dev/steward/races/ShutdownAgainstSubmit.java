package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.ResourceClosedException;
import dev.steward.work.Workers;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Crew: "nothing is queued once the closing has begun", and what was queued before is run. A task is refused, or run
 * before the workers have ended; and they do end.
 */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Taken, and run")
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Refused, and not run")
@State
public class ShutdownAgainstSubmit {
    private final Workers workers =
            Workers.cpuBound("raced").threads(1).queue(10).build();
    private final AtomicInteger ran = new AtomicInteger();

    @Actor
    public void submitter(III_Result seen) {
        try {
            workers.execute(ran::incrementAndGet);
            seen.r1 = 1;
        } catch (ResourceClosedException refused) {
            seen.r1 = 0;
        }
    }

    @Actor
    public void closer() {
        workers.shutdown();
    }

    @Arbiter
    public void books(III_Result seen) {
        seen.r3 = Staff.hasEnded(workers) ? 1 : 0;
        seen.r2 = ran.get();
    }
}
