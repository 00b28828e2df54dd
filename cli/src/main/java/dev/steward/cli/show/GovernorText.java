package dev.steward.cli.show;

import dev.steward.govern.Action;
import dev.steward.govern.GovernorPage;
import dev.steward.govern.Level;
import dev.steward.govern.Pressure;
import dev.steward.resource.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a governor has to say, as lines for a person. Calm is not worth a line. Stateless. */
final class GovernorText {
    private static final int MOST_SHOWN = 3;

    private GovernorText() {}

    /** All of it, at the end of a run. */
    static List<String> lines(GovernorPage page) {
        List<String> lines = new ArrayList<>();
        page.pressures().stream()
                .filter(pressure -> highest(pressure) != Level.CALM)
                .forEach(pressure -> lines.add(String.format(
                        Locale.ROOT,
                        "  pressure  %s: %s at most; %s",
                        pressure.kind(),
                        highest(pressure),
                        pressure.spent().entrySet().stream()
                                .map(each -> each.getKey() + " for " + Durations.format(each.getValue()))
                                .collect(Collectors.joining(", ")))));
        addLast(lines, "actions", page.actions());
        addLast(lines, "alerts", page.alerts());
        page.advice().forEach(advice -> lines.add("  advice    " + advice));
        return lines;
    }

    private static void addLast(List<String> lines, String what, List<?> all) {
        if (!all.isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-9s %d%s",
                    what,
                    all.size(),
                    all.size() > MOST_SHOWN ? ", the last of them:" : ":"));
            all.stream().skip(Math.max(0, all.size() - MOST_SHOWN)).forEach(each -> lines.add("            " + each));
        }
    }

    /** The moment, for a screen: the kinds that are not calm, and what was done last. */
    static List<String> now(Glance now) {
        List<String> lines = new ArrayList<>();
        String pressed = now.pressures().stream()
                .filter(pressure -> pressure.level() != Level.CALM)
                .map(pressure -> String.format(
                        Locale.ROOT, "%s %s at %.2f", pressure.kind(), pressure.level(), pressure.value()))
                .collect(Collectors.joining(", "));
        lines.add("  pressure     " + (pressed.isEmpty() ? "all calm" : pressed));
        List<Action> actions = now.actions();
        if (!actions.isEmpty()) {
            Action last = actions.get(actions.size() - 1);
            lines.add(String.format(
                    Locale.ROOT, "  last action  %s %s: %s %s", last.rung(), last.kind(), last.did(), last.target()));
        }
        return lines;
    }

    private static Level highest(Pressure pressure) {
        return pressure.spent().keySet().stream().max(Comparator.naturalOrder()).orElse(Level.CALM);
    }
}
