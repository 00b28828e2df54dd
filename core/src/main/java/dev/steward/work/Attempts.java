package dev.steward.work;

import dev.steward.resource.Durations;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How often an item is tried, for which failures, and after what pause. Immutable, as far as the predicate is. */
record Attempts(int most, Duration firstBackoff, Duration longestBackoff, Predicate<Exception> retryable) {
    /**
     * Whether a failure is followed by another attempt. An error is a fault of the program or the machine, which another
     * attempt does not mend. Calls code of the program, so it is not to be asked under a lock.
     */
    boolean allowAnother(int made, @Nullable Throwable failure) {
        if (made >= most || !(failure instanceof Exception exception)) {
            return false;
        }
        try {
            return retryable.test(exception);
        } catch (RuntimeException | Error cannotTell) {
            exception.addSuppressed(cannotTell);
            return false;
        }
    }

    /** Doubled with each attempt, and spread by a quarter so that what failed together does not come back together. */
    long pauseNanos(int made) {
        double longest = (double) Durations.toNanos(longestBackoff);
        double pause = Durations.toNanos(firstBackoff) * Math.pow(2, Math.min(40, made - 1));
        double spread = 0.75 + 0.5 * ThreadLocalRandom.current().nextDouble();
        return (long) Math.min(longest, pause * spread);
    }
}
