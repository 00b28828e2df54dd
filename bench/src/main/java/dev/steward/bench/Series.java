package dev.steward.bench;

import java.util.List;

/**
 * What the rounds gave for one competitor. With so few of them the spread is told by minimum and maximum; an error bar
 * would claim more than they know.
 */
record Series(double median, double min, double max) {
    static Series of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a series needs one value at least");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Series(median, sorted[0], sorted[sorted.length - 1]);
    }
}
