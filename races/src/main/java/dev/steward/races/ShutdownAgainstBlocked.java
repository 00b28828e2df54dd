package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.ResourceClosedException;
import dev.steward.work.Workers;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs Crew: "nothing is queued once the closing has begun", for a submitter that waits in the line. A place becomes free
 * while all is shut down at once: the task is run, or dropped, or refused, but never begun after the shutdown unless it is
 * interrupted like whatever ran then.
 */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Taken in, and run in time or not at all")
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Refused")
@State
public class ShutdownAgainstBlocked {
    private final Workers workers = Workers.cpuBound("raced")
            .threads(1)
            .queue(1)
            .submitTimeout(Stock.LONG)
            .build();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Thread submitter = new Thread(this::submit, "submitter");
    private volatile int outcome;
    private volatile boolean shut;
    private volatile int wrong;

    public ShutdownAgainstBlocked() {
        workers.execute(this::passGate);
        while (workers.usage().inUse() == 0) {
            Thread.onSpinWait();
        }
        workers.execute(() -> {});
        submitter.start();
        while (workers.usage().waiting() < 2) {
            Thread.onSpinWait();
        }
    }

    private void passGate() {
        try {
            gate.await();
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit() {
        try {
            workers.execute(this::run);
            outcome = 1;
        } catch (ResourceClosedException refused) {
            outcome = 0;
        }
    }

    private void run() {
        boolean late = shut;
        if (late && !Thread.currentThread().isInterrupted()) {
            wrong = 1;
        }
    }

    @Actor
    public void opener() {
        gate.countDown();
    }

    @Actor
    public void closer() {
        Pauses.spin(Pauses.below(60_000));
        workers.shutdownNow();
        shut = true;
    }

    @Arbiter
    public void books(III_Result seen) {
        while (submitter.isAlive()) {
            Thread.onSpinWait();
        }
        seen.r1 = outcome;
        seen.r3 = Staff.hasEnded(workers) ? 1 : 0;
        seen.r2 = wrong;
    }
}
