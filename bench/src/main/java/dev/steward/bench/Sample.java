package dev.steward.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one measurement in one process gave.
 *
 * @param value in the unit of the scenario
 * @param second the second figure of a scenario that has one
 * @param fairness in scenarios where threads wait for each other
 */
record Sample(
        double value, @Nullable Double second, @Nullable Fairness fairness) {
    static Sample of(double value) {
        return new Sample(value, null, null);
    }
}
