package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.SaturatedException;
import dev.steward.work.Workers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs Crew: "who waits to submit is in the line until its task is queued or it has given up". A place becomes free at
 * about the moment at which the submitter has waited for long enough: the task is run exactly if it says so.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Taken in, and run")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Given up, and not run")
@State
public class AdmissionAgainstTimeout {
    private static final Duration PATIENCE = Duration.ofNanos(200_000);
    private static final Staff STAFF =
            new Staff(() -> Workers.cpuBound("raced").threads(1).queue(1).submitTimeout(PATIENCE));

    private final Workers workers = STAFF.take();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger ran = new AtomicInteger();
    private volatile boolean begun;

    public AdmissionAgainstTimeout() {
        CountDownLatch inGate = new CountDownLatch(1);
        workers.execute(() -> {
            inGate.countDown();
            await(gate);
        });
        await(inGate);
        workers.execute(() -> {});
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Actor
    public void opener() {
        while (!begun) {
            Thread.onSpinWait();
        }
        Pauses.spin(Pauses.below(2 * PATIENCE.toNanos()));
        gate.countDown();
    }

    @Actor
    public void submitter(II_Result seen) {
        begun = true;
        try {
            workers.execute(ran::incrementAndGet);
            seen.r1 = 1;
        } catch (SaturatedException gaveUp) {
            seen.r1 = 0;
        }
    }

    @Arbiter
    public void books(II_Result seen) {
        long start = System.nanoTime();
        while (workers.usage().waiting() + workers.usage().inUse() > 0
                && System.nanoTime() - start < Stock.LONG.toNanos()) {
            Thread.onSpinWait();
        }
        seen.r2 = Staff.hasRunAll(workers) ? ran.get() : -1;
        STAFF.putBack(workers, seen.r2 == seen.r1);
    }
}
