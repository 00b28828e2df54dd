package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.cleanup.Cleanup;
import dev.steward.cleanup.CleanupRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Backs Cleanup: "whoever comes first of those who would begin it and who would take it off has it". */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Run, and too late to take it off")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Taken off, and not run")
@State
public class CleanupRunAgainstCancel {
    private static final CleanupRegistry REGISTRY = new CleanupRegistry();

    private final AtomicInteger ran = new AtomicInteger();
    private final Object owner = new Object();
    private final Cleanup cleanup = REGISTRY.register(owner, "raced", counting(ran));

    /** It must not refer to the owner, nor to what has it. */
    private static CleanupRegistry.Action counting(AtomicInteger ran) {
        return ran::incrementAndGet;
    }

    @Actor
    public void runner() {
        cleanup.run();
    }

    @Actor
    public void canceller(II_Result seen) {
        seen.r2 = cleanup.cancel() ? 1 : 0;
    }

    @Arbiter
    public void books(II_Result seen) {
        seen.r1 = owner.equals(this) ? -1 : ran.get();
    }
}
