package dev.steward.govern;

import dev.steward.govern.signal.Sight;
import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Usage;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Which shares of which limits alerts are about: of every budget, of every managed thing, and of each kind's pressure. */
record AlertRound(Alerts alerts, Supplier<List<Action>> actions) {

    void budgets(List<Budget> budgets) {
        for (Budget budget : budgets) {
            if (budget.limit() != Long.MAX_VALUE && budget.limit() > 0) {
                Kind kind = budget.kind();
                long used = budget.used();
                long limit = budget.limit();
                alerts.seen(
                        budget,
                        () -> "budget " + budget.path(),
                        kind,
                        (double) used / limit,
                        () -> share(kind, used, limit),
                        () -> lastDone(kind, actions.get()));
            }
        }
    }

    /** All that is managed and open; an alert about something else of that sort ends. */
    void things(List<Sight> sights) {
        for (Sight sight : sights) {
            Usage usage = sight.usage();
            if (usage.limit() != Long.MAX_VALUE && usage.limit() > 0) {
                Kind kind = usage.kind();
                alerts.seenTwice(
                        sight.thing(),
                        sight.thing()::name,
                        kind,
                        (double) usage.inUse() / usage.limit(),
                        () -> share(kind, usage.inUse(), usage.limit()),
                        () -> lastDone(kind, actions.get()));
            }
        }
        if (!alerts.isCalm()) {
            Set<Object> there = Collections.newSetFromMap(new IdentityHashMap<>());
            sights.forEach(sight -> there.add(sight.thing()));
            alerts.endAbout(about -> about instanceof Managed && !there.contains(about));
        }
    }

    void pressures(Collection<Gauge> gauges) {
        for (Gauge gauge : gauges) {
            Pressure pressure = gauge.pressure();
            Kind kind = pressure.kind();
            alerts.seen(
                    kind,
                    () -> "pressure on " + kind,
                    kind,
                    pressure.value(),
                    pressure::cause,
                    () -> lastDone(kind, actions.get()));
        }
    }

    private static String lastDone(Kind kind, List<Action> actions) {
        for (int i = actions.size() - 1; i >= 0; i--) {
            if (actions.get(i).kind().equals(kind)) {
                return "done last: " + actions.get(i);
            }
        }
        return "";
    }

    private static String share(Kind kind, long used, long limit) {
        return kind.equals(Kind.MEMORY)
                ? Bytes.format(used) + " of " + Bytes.format(limit)
                : used + " of " + limit + " " + kind.unit();
    }
}
