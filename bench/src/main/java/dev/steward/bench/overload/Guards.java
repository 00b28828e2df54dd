package dev.steward.bench.overload;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.steward.Steward;
import dev.steward.bench.peer.Peers;
import dev.steward.govern.admission.Admission;
import dev.steward.govern.admission.AdmissionRejectedException;
import dev.steward.govern.admission.Criticality;
import dev.steward.govern.admission.Permit;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Those who guard a service, each as its own documentation has it. Stateless. */
public final class Guards {
    public static final String NONE = "unguarded";

    private static final String FIXED = "fixed-limit";
    private static final String GRADIENT = "netflix-gradient2";
    private static final String VEGAS = "netflix-vegas";

    private Guards() {}

    public static List<String> all() {
        return List.of(Peers.STEWARD, GRADIENT, VEGAS, FIXED, NONE);
    }

    /**
     * A guard.
     *
     * @param steward whose admission it is, if it is that
     * @param fixed how many the fixed limit lets in
     */
    public static Guard named(String name, Steward steward, int fixed) {
        return switch (name) {
            case Peers.STEWARD -> admission(steward.admission("api"));
            case GRADIENT -> limiter(Gradient2Limit.newDefault());
            case VEGAS -> limiter(VegasLimit.newDefault());
            case FIXED -> semaphore(new Semaphore(fixed));
            case NONE -> () -> () -> {};
            default -> throw new IllegalArgumentException("no guard is called " + name);
        };
    }

    private static Guard admission(Admission admission) {
        return () -> {
            try {
                Permit permit = admission.enter(Criticality.CRITICAL);
                return permit::close;
            } catch (AdmissionRejectedException busy) {
                return null;
            }
        };
    }

    private static Guard limiter(Limit limit) {
        SimpleLimiter<String> limiter = SimpleLimiter.newBuilder().limit(limit).build();
        return () -> limiter.acquire("request")
                .<Guard.Pass>map(listener -> listener::onSuccess)
                .orElse(null);
    }

    private static Guard semaphore(Semaphore semaphore) {
        return () -> semaphore.tryAcquire() ? semaphore::release : null;
    }
}
