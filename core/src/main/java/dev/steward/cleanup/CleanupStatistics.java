package dev.steward.cleanup;

import java.time.Duration;

/**
 * What a {@link CleanupRegistry} has done so far. Immutable.
 *
 * @param registered how many actions were registered
 * @param succeeded how many have run without failure
 * @param failed how many have thrown, or completed with a failure
 * @param late how many had not finished at their deadline; they may have finished since
 * @param cancelled how many were cancelled before they ran
 * @param took how long those that ended have taken together
 */
public record CleanupStatistics(
        long registered, long succeeded, long failed, long late, long cancelled, Duration took) {
    /**
     * The share of those that were run which succeeded.
     *
     * @return from 0.0 to 1.0; 1.0 before the first
     */
    public double successRate() {
        long run = succeeded + failed + late;
        return run == 0 ? 1.0 : (double) succeeded / run;
    }
}
