package dev.steward.govern.optimize;

import java.util.List;

/**
 * Decides from what was measured lately what to give back, long before there is pressure. It is asked after every tenth
 * snapshot, and when the program asks for it.
 *
 * <pre>{@code
 * OptimizationPolicy frugal = lately -> lately.stream()
 *         .filter(average -> average.held() < 0.8)
 *         .map(average -> new Optimization(average.kind(), Measure.TRIM, "frugal"))
 *         .toList();
 * }</pre>
 */
@FunctionalInterface
public interface OptimizationPolicy {
    /** Leaves everything as it is. */
    OptimizationPolicy NONE = lately -> List.of();

    /** The share of the limit of memory, held on average, below which the usual policy trims idle memory. */
    double LITTLE_MEMORY = 0.50;

    /** The share above which it reclaims memory. */
    double MUCH_MEMORY = 0.70;

    /** The share of connections in use below which it shrinks their pools. */
    double FEW_CONNECTIONS = 0.30;

    /**
     * Decides.
     *
     * @param lately the averages of the last ten snapshots, or of as many as there are, one for each kind
     * @return what is to be done, in that order
     */
    List<Optimization> decide(List<KindAverage> lately);

    /**
     * What is used unless another is set. Memory below 50 %: what lies idle in pools is trimmed. Connections less than
     * 30 % in use: their pools shrink. Memory above 70 %: memory is reclaimed, from caches too.
     *
     * @return the policy
     */
    static OptimizationPolicy usual() {
        return usual(LITTLE_MEMORY, MUCH_MEMORY, FEW_CONNECTIONS);
    }

    /**
     * The same with other thresholds.
     *
     * @param littleMemory the share of the limit of memory, from 0.0 on, that is held on average at most when idle memory is
     *     trimmed; 0.50 otherwise
     * @param muchMemory the share above which memory is reclaimed, above {@code littleMemory} and up to 1.0; 0.70 otherwise
     * @param fewConnections the share of connections in use, from 0.0 to 1.0, below which their pools shrink; 0.30 otherwise
     * @return the policy
     * @throws IllegalArgumentException if these contradict each other; the message names all that do
     */
    static OptimizationPolicy usual(double littleMemory, double muchMemory, double fewConnections) {
        return UsualPolicy.of(littleMemory, muchMemory, fewConnections);
    }
}
