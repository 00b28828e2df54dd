package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.work.Workers;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Crew and Worker: a task is cancelled, with an interrupt, while a worker turns to it. It is cancelled or it has run,
 * or both when it was running; and the interrupt does not reach the task that the same thread runs next.
 */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Cancelled before it began")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "Cancelled while it ran")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "Too late to cancel it")
@State
public class CancelAgainstStart {
    private static final Staff STAFF =
            new Staff(() -> Workers.cpuBound("raced").threads(1).queue(100));

    private final Workers workers = STAFF.take();
    private final AtomicInteger ran = new AtomicInteger();
    private volatile int strayInterrupt;
    private volatile @Nullable Future<?> task;

    @Actor
    public void submitter() {
        Future<?> submitted = workers.submit(() -> {
            ran.incrementAndGet();
            Pauses.spin(Pauses.below(2_000));
        });
        task = submitted;
        workers.execute(() -> strayInterrupt = Thread.currentThread().isInterrupted() ? 1 : 0);
    }

    @Actor
    public void canceller(III_Result seen) {
        Future<?> submitted = task;
        while (submitted == null) {
            Thread.onSpinWait();
            submitted = task;
        }
        Pauses.spin(Pauses.below(10_000));
        seen.r1 = submitted.cancel(true) ? 1 : 0;
    }

    @Arbiter
    public void books(III_Result seen) {
        boolean sound = Staff.hasRunAll(workers);
        seen.r2 = sound ? ran.get() : -1;
        seen.r3 = strayInterrupt;
        STAFF.putBack(workers, sound);
    }
}
