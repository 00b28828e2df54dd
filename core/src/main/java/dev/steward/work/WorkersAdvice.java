package dev.steward.work;

/**
 * How many threads the tasks of {@link Workers} ask for. Immutable.
 *
 * @param threads how many there may be now
 * @param cores the processors of this process, a container's quota included
 * @param blockingFactor time that tasks waited per time that they computed; NaN when too little was measured
 * @param recommended {@code cores x (1 + blockingFactor)}; the present number when too little was measured
 * @param reason the measurement and the rule, for a person
 */
public record WorkersAdvice(int threads, int cores, double blockingFactor, int recommended, String reason) {
    /**
     * Whether the recommendation rests on a measurement.
     *
     * @return false while the tasks have computed for less than a hundredth of a second on the threads that live now, and
     *     on virtual threads, whose processor time nobody tells
     */
    public boolean isMeasured() {
        return !Double.isNaN(blockingFactor);
    }
}
