package dev.steward.files;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.resource.Budget;
import dev.steward.resource.DeadlockException;
import dev.steward.resource.Kind;
import dev.steward.resource.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Backs FileTurnstile: "a refusal and a grant meet at conclude". The ledger fails a caller that waits for a descriptor at the
 * moment at which one is given back. It has either the descriptor or the refusal, the ledger knows which, and the
 * descriptor is not lost.
 */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Let through first")
@Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "Refused first")
@State
public class FileRefusalAgainstRelease {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Budget budget = Budget.of(Kind.FILES, "files", 1);
    private final FileTurnstile turnstile = new FileTurnstile("files", budget, () -> false, () -> false);
    private final Thread waiter = new Thread(this::await, "waiter");
    private final Waiting waiting;
    private volatile int outcome;
    private volatile int refused;

    public FileRefusalAgainstRelease() {
        budget.reserve(1);
        waiter.start();
        while (budget.waiting().isEmpty()) {
            Thread.onSpinWait();
        }
        waiting = turnstile.waiting().get(0);
    }

    private void await() {
        try {
            turnstile.pass(Path.of("wanted"), LONG, () -> false);
            outcome = 1;
            budget.release(1);
        } catch (DeadlockException broken) {
            outcome = 2;
        }
    }

    @Actor
    public void holder() {
        budget.release(1);
    }

    @Actor
    public void ledger() {
        refused = turnstile.refuse(waiting.ticket(), () -> new DeadlockException("files", "broken")) ? 1 : 0;
    }

    @Arbiter
    public void books(III_Result seen) {
        while (waiter.isAlive()) {
            Thread.onSpinWait();
        }
        seen.r1 = outcome;
        seen.r2 = refused;
        seen.r3 = (int) budget.used();
    }
}
