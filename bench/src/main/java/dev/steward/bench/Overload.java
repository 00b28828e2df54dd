package dev.steward.bench;

import dev.steward.Steward;
import dev.steward.bench.overload.Answers;
import dev.steward.bench.overload.Callers;
import dev.steward.bench.overload.Guards;
import dev.steward.bench.overload.Service;

/**
 * A service is asked for five times of what it can do. Its peak and the times of its answers at rest are measured first,
 * in the same process and without a guard. Told are the good answers as a share of the peak, and what 99 in 100 of the
 * accepted took at most, in times at rest.
 */
final class Overload {
    private static final int PLACES = 8;
    private static final long WORK_MILLIS = 40;
    private static final int OVERLOAD = 5;

    /** Of the fixed limit: what somebody would set who knows the service well. */
    private static final int FIXED = 2 * PLACES;

    private Overload() {}

    public static void main(String[] arguments) throws Exception {
        long unit = Boolean.parseBoolean(arguments[1]) ? 1_000 : 4_000;
        try (Service service = new Service(PLACES, WORK_MILLIS);
                Callers callers = new Callers(service.address());
                Steward steward = Steward.builder().shutdownHook(false).build()) {
            callers.busy(PLACES, unit);
            Answers atRest = callers.busy(PLACES / 2, unit);
            double peak = callers.busy(2 * PLACES, unit).goodPerSecond();
            service.guardBy(Guards.named(arguments[0], steward, FIXED));
            callers.rate(OVERLOAD * peak, 2 * unit);
            Answers overloaded = callers.rate(OVERLOAD * peak, 2 * unit);
            Fork.tell(new Sample(overloaded.goodPerSecond() / peak, overloaded.p99Millis() / atRest.p99Millis(), null));
        }
        System.exit(0);
    }
}
