package dev.steward.bench;

import dev.steward.bench.peer.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** An outcome as a table for the terminal, which is Markdown as well. Stateless. */
final class TableReport {
    private TableReport() {}

    static String write(Outcome outcome, Environment environment) {
        Scenario scenario = outcome.scenario();
        List<List<String>> rows = new ArrayList<>();
        rows.add(header(outcome));
        outcome.results().forEach((name, series) -> rows.add(row(outcome, name, series)));
        StringBuilder text = new StringBuilder();
        text.append("### ")
                .append(scenario.name())
                .append(": ")
                .append(scenario.title())
                .append("\n\n");
        text.append(scenario.unit()).append(scenario.moreIsBetter() ? ", more is better; " : ", less is better; ");
        text.append(outcome.rounds()).append(outcome.rounds() == 1 ? " round. " : " rounds. ");
        text.append(environment.sentence()).append(".\n\n");
        text.append(TextTable.write(rows));
        outcome.failures()
                .forEach((name, message) -> text.append("\nNot measured: ")
                        .append(name)
                        .append(", ")
                        .append(message)
                        .append('\n'));
        return text.toString();
    }

    private static List<String> header(Outcome outcome) {
        Scenario scenario = outcome.scenario();
        List<String> cells = new ArrayList<>(List.of("", "median", "min", "max", "steward / peer"));
        if (isPerMicrosecond(scenario)) {
            cells.add("ns/op");
        }
        if (scenario.second() != null) {
            cells.add(scenario.second());
        }
        if (!outcome.fairness().isEmpty()) {
            cells.addAll(List.of("longest wait ms", "fewest", "most", "fewest/most"));
        }
        return cells;
    }

    private static List<String> row(Outcome outcome, String name, Series series) {
        List<String> cells =
                new ArrayList<>(List.of(name, figure(series.median()), figure(series.min()), figure(series.max())));
        OptionalDouble ratio = outcome.ratio(name);
        boolean compared = !name.equals(Peers.STEWARD) && ratio.isPresent();
        cells.add(compared ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "");
        if (isPerMicrosecond(outcome.scenario())) {
            cells.add(figure(1000 / series.median()));
        }
        if (outcome.scenario().second() != null) {
            Map<String, Series> second = outcome.secondResults();
            Series other = second.get(name);
            cells.add(other == null ? "" : figure(other.median()));
        }
        Fairness fairness = outcome.fairness().get(name);
        if (fairness != null) {
            cells.add(figure(fairness.longestWaitMillis()));
            cells.add(String.valueOf(fairness.fewest()));
            cells.add(String.valueOf(fairness.most()));
            cells.add(String.format(Locale.ROOT, "%.2f", fairness.evenness()));
        }
        return cells;
    }

    /** Then the inverse is the time that one cycle takes, all threads together. */
    private static boolean isPerMicrosecond(Scenario scenario) {
        return scenario.unit().equals("ops/us");
    }

    /** Three digits that say something, and no more. */
    static String figure(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value + 0.0);
    }
}
