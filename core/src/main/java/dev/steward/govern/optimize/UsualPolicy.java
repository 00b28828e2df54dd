package dev.steward.govern.optimize;

import dev.steward.resource.Conflicts;
import dev.steward.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Low use: give back. High use of memory: make room before it becomes pressure. Immutable.
 *
 * @param littleMemory what is held of memory on average, as a share of its limit, below which idle memory is trimmed
 * @param muchMemory the share above which memory is reclaimed
 * @param fewConnections the share in use of connections below which their pools shrink
 */
record UsualPolicy(double littleMemory, double muchMemory, double fewConnections) implements OptimizationPolicy {
    static UsualPolicy of(double littleMemory, double muchMemory, double fewConnections) {
        Conflicts conflicts = new Conflicts();
        conflicts.expect(
                littleMemory >= 0 && littleMemory < muchMemory && muchMemory <= 1,
                "littleMemory and muchMemory: must be two shares, 0 <= little < much <= 1, got " + littleMemory
                        + " and " + muchMemory);
        conflicts.expect(
                fewConnections >= 0 && fewConnections <= 1,
                "fewConnections: must be a share from 0 to 1, got " + fewConnections);
        conflicts.refuseIfAny("the usual optimization");
        return new UsualPolicy(littleMemory, muchMemory, fewConnections);
    }

    @Override
    public List<Optimization> decide(List<KindAverage> lately) {
        List<Optimization> decided = new ArrayList<>();
        for (KindAverage average : lately) {
            if (average.kind().equals(Kind.MEMORY)) {
                memory(decided, average);
            } else if (average.kind().equals(Kind.CONNECTIONS)
                    && average.snapshots() > 0
                    && average.inUse() < fewConnections) {
                decided.add(new Optimization(
                        Kind.CONNECTIONS,
                        Optimization.Measure.SHRINK,
                        reason(
                                "connections in use",
                                average.inUse(),
                                average,
                                below(fewConnections) + "shrink their pools")));
            }
        }
        return decided;
    }

    private void memory(List<Optimization> decided, KindAverage memory) {
        if (memory.held() < littleMemory) {
            decided.add(new Optimization(
                    Kind.MEMORY,
                    Optimization.Measure.TRIM,
                    reason("memory", memory.held(), memory, below(littleMemory) + "trim what lies idle")));
        } else if (memory.held() > muchMemory) {
            decided.add(new Optimization(
                    Kind.MEMORY,
                    Optimization.Measure.RECLAIM,
                    reason("memory", memory.held(), memory, "above " + percent(muchMemory) + ": reclaim")));
        }
    }

    private static String below(double share) {
        return "below " + percent(share) + ": ";
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
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
