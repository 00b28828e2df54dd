package dev.steward.govern;

import dev.steward.govern.signal.Sight;
import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import dev.steward.resource.Usage;
import java.util.List;
import java.util.function.Supplier;

/** Which shares of which limits alerts are about: of every budget, of every managed thing, and of each kind's pressure. */
final class AlertRound {
    private AlertRound() {}

    static void seen(
            Alerts alerts,
            List<Budget> budgets,
            List<Sight> sights,
            List<Pressure> pressures,
            Supplier<List<Action>> actions) {
        for (Budget budget : budgets) {
            if (budget.limit() != Long.MAX_VALUE && budget.limit() > 0) {
                long used = budget.used();
                see(alerts, "budget " + budget.path(), budget.kind(), used, budget.limit(), actions);
            }
        }
        for (Sight sight : sights) {
            Usage usage = sight.usage();
            if (usage.limit() != Long.MAX_VALUE && usage.limit() > 0) {
                see(alerts, sight.thing().name(), usage.kind(), usage.inUse(), usage.limit(), actions);
            }
        }
        for (Pressure pressure : pressures) {
            alerts.seen(
                    "pressure on " + pressure.kind(),
                    pressure.kind(),
                    pressure.value(),
                    pressure::cause,
                    () -> lastDone(pressure.kind(), actions.get()));
        }
    }

    private static void see(
            Alerts alerts, String subject, Kind kind, long used, long limit, Supplier<List<Action>> actions) {
        double share = (double) used / limit;
        alerts.seen(
                subject,
                kind,
                share,
                () -> amount(kind, used) + " of " + amount(kind, limit),
                () -> lastDone(kind, actions.get()));
    }

    private static String lastDone(Kind kind, List<Action> actions) {
        for (int i = actions.size() - 1; i >= 0; i--) {
            if (actions.get(i).kind().equals(kind)) {
                return "done last: " + actions.get(i);
            }
        }
        return "";
    }

    private static String amount(Kind kind, long value) {
        return kind.equals(Kind.MEMORY) ? Bytes.format(value) : value + " " + kind.unit();
    }
}
