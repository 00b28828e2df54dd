package dev.steward.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.cleanup.CleanupRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Backs CleanupRegistry: "none falls between registering and closing". An action that was registered has run when the
 * registry is closed; one that was refused has not.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Registered, and run")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Refused")
@State
public class CleanupRegisterAgainstClose {
    private final CleanupRegistry registry = new CleanupRegistry();
    private final AtomicInteger ran = new AtomicInteger();
    private final Object owner = new Object();

    @Actor
    public void owner(II_Result seen) {
        try {
            seen.r1 = registry.register(owner, "raced", ran::incrementAndGet)
                                    .name()
                                    .length()
                            > 0
                    ? 1
                    : -1;
        } catch (IllegalStateException closed) {
            seen.r1 = 0;
        }
    }

    @Actor
    public void closer() {
        registry.close();
    }

    @Arbiter
    public void books(II_Result seen) {
        seen.r2 = ran.get();
    }
}
