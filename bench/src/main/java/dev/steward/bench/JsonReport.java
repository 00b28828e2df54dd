package dev.steward.bench;

import dev.steward.bench.peer.Peers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Outcomes as JSON: an object for one scenario, an array of them for several. Stateless. */
final class JsonReport {
    private JsonReport() {}

    static String write(List<Outcome> outcomes, boolean quick, Environment environment) {
        return write(outcomes.stream()
                .map(outcome -> describe(outcome, quick, environment))
                .toList());
    }

    /** What was described already. */
    static String write(List<Map<String, Object>> all) {
        return JsonText.write(all.size() == 1 ? all.get(0) : all) + "\n";
    }

    static Map<String, Object> describe(Outcome outcome, boolean quick, Environment environment) {
        Scenario scenario = outcome.scenario();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scenario", scenario.name());
        json.put("title", scenario.title());
        json.put("unit", scenario.unit());
        json.put("moreIsBetter", scenario.moreIsBetter());
        json.put("rounds", outcome.rounds());
        json.put("quick", quick);
        json.put("environment", environment.asMap());
        json.put("results", describe(outcome.results()));
        json.put("ratios", ratios(outcome));
        if (scenario.second() != null) {
            json.put(scenario.second(), describe(outcome.secondResults()));
            json.put(scenario.second() + "Ratios", secondRatios(outcome));
        }
        if (!outcome.fairness().isEmpty()) {
            json.put("longestWaitMillis", eachOf(outcome, Fairness::longestWaitMillis));
            json.put("fewest", eachOf(outcome, Fairness::fewest));
            json.put("most", eachOf(outcome, Fairness::most));
        }
        if (!outcome.failures().isEmpty()) {
            json.put("failures", outcome.failures());
        }
        return json;
    }

    private static Map<String, Object> describe(Map<String, Series> results) {
        Map<String, Object> json = new LinkedHashMap<>();
        results.forEach((name, series) -> {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("median", series.median());
            figures.put("min", series.min());
            figures.put("max", series.max());
            json.put(name, figures);
        });
        return json;
    }

    /** Null where there is nothing to divide by. */
    private static Map<String, @Nullable Object> ratios(Outcome outcome) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (String name : outcome.samples().keySet()) {
            if (!name.equals(Peers.STEWARD)) {
                OptionalDouble ratio = outcome.ratio(name);
                json.put(name, ratio.isPresent() ? ratio.getAsDouble() : null);
            }
        }
        return json;
    }

    private static Map<String, @Nullable Object> secondRatios(Outcome outcome) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (String name : outcome.secondResults().keySet()) {
            if (!name.equals(Peers.STEWARD)) {
                OptionalDouble ratio = outcome.secondRatio(name);
                json.put(name, ratio.isPresent() ? ratio.getAsDouble() : null);
            }
        }
        return json;
    }

    private static Map<String, Object> eachOf(Outcome outcome, ToDoubleFunction<Fairness> figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        outcome.fairness().forEach((name, fairness) -> json.put(name, figure.applyAsDouble(fairness)));
        return json;
    }
}
