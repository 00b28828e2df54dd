package dev.steward.govern.optimize;

import dev.steward.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Low use: give back. High use of memory: make room before it becomes pressure. Stateless. */
final class UsualPolicy implements OptimizationPolicy {
    private static final double LITTLE_MEMORY = 0.50;
    private static final double MUCH_MEMORY = 0.70;
    private static final double FEW_CONNECTIONS = 0.30;

    @Override
    public List<Optimization> decide(List<KindAverage> lately) {
        List<Optimization> decided = new ArrayList<>();
        for (KindAverage average : lately) {
            if (average.kind().equals(Kind.MEMORY)) {
                memory(decided, average);
            } else if (average.kind().equals(Kind.CONNECTIONS)
                    && average.snapshots() > 0
                    && average.inUse() < FEW_CONNECTIONS) {
                decided.add(new Optimization(
                        Kind.CONNECTIONS,
                        Optimization.Measure.SHRINK,
                        reason("connections in use", average.inUse(), average, "below 30 %: shrink their pools")));
            }
        }
        return decided;
    }

    private static void memory(List<Optimization> decided, KindAverage memory) {
        if (memory.held() < LITTLE_MEMORY) {
            decided.add(new Optimization(
                    Kind.MEMORY,
                    Optimization.Measure.TRIM,
                    reason("memory", memory.held(), memory, "below 50 %: trim what lies idle")));
        } else if (memory.held() > MUCH_MEMORY) {
            decided.add(new Optimization(
                    Kind.MEMORY,
                    Optimization.Measure.RECLAIM,
                    reason("memory", memory.held(), memory, "above 70 %: reclaim")));
        }
    }

    private static String reason(String what, double share, KindAverage average, String rule) {
        return String.format(
                Locale.ROOT,
                "%s at %.0f %% on average of %d snapshots, %s",
                what,
                100 * share,
                average.snapshots(),
                rule);
    }
}
