package dev.steward;

import dev.steward.govern.optimize.KindAverage;
import dev.steward.monitor.Snapshot;
import dev.steward.resource.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

/** The averages of some snapshots, kind by kind. Stateless. */
final class Lately {
    private Lately() {}

    static List<KindAverage> of(List<Snapshot> snapshots) {
        Set<Kind> kinds = new LinkedHashSet<>(List.of(Kind.MEMORY));
        snapshots.forEach(snapshot -> {
            snapshot.budgets().forEach(budget -> kinds.add(budget.kind()));
            snapshot.things().forEach(thing -> kinds.add(thing.usage().kind()));
        });
        List<KindAverage> averages = new ArrayList<>();
        for (Kind kind : kinds) {
            List<Snapshot> telling =
                    snapshots.stream().filter(snapshot -> tells(snapshot, kind)).toList();
            averages.add(new KindAverage(
                    kind,
                    average(telling.stream().mapToDouble(snapshot -> held(snapshot, kind))),
                    average(telling.stream().mapToDouble(snapshot -> share(snapshot, kind, false))),
                    telling.size()));
        }
        return averages;
    }

    /** Before the first thing of a kind was built there was none of it, which is not the same as none in use. */
    private static boolean tells(Snapshot snapshot, Kind kind) {
        return kind.equals(Kind.MEMORY)
                || snapshot.things().stream()
                        .anyMatch(thing -> thing.usage().kind().equals(kind));
    }

    private static double average(DoubleStream shares) {
        return shares.average().orElse(0);
    }

    private static double held(Snapshot snapshot, Kind kind) {
        OptionalDouble ofBudget = snapshot.budgets().stream()
                .filter(budget -> budget.kind().equals(kind) && budget.limit() != Long.MAX_VALUE && budget.limit() > 0)
                .mapToDouble(budget -> (double) budget.used() / budget.limit())
                .findFirst();
        if (ofBudget.isPresent()) {
            return ofBudget.getAsDouble();
        }
        long heapMax = snapshot.process().heapMax();
        return kind.equals(Kind.MEMORY) && heapMax > 0
                ? (double) snapshot.process().heapUsed() / heapMax
                : share(snapshot, kind, true);
    }

    /** Of what limits its things, where anything does. */
    private static double share(Snapshot snapshot, Kind kind, boolean idleToo) {
        double limit = 0;
        double amount = 0;
        for (Snapshot.Thing thing : snapshot.things()) {
            if (thing.usage().kind().equals(kind) && thing.usage().limit() != Long.MAX_VALUE) {
                limit += thing.usage().limit();
                amount += thing.usage().inUse() + (idleToo ? thing.usage().idle() : 0);
            }
        }
        return limit == 0 ? 0 : amount / limit;
    }
}
