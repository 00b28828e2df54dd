package dev.steward.bench;

import dev.steward.bench.peer.Peers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What the rounds of one scenario gave.
 *
 * @param samples of each competitor, in the order of the table
 * @param failures of competitors that could not be measured, in their own words
 */
record Outcome(Scenario scenario, int rounds, Map<String, List<Sample>> samples, Map<String, String> failures) {
    Map<String, Series> results() {
        Map<String, Series> results = new LinkedHashMap<>();
        samples.forEach((name, all) ->
                results.put(name, Series.of(all.stream().map(Sample::value).toList())));
        return results;
    }

    /** The second figure of each sample; empty in scenarios that have none. */
    Map<String, Series> secondResults() {
        Map<String, Series> results = new LinkedHashMap<>();
        samples.forEach((name, all) -> {
            List<Double> values =
                    all.stream().map(Sample::second).filter(Objects::nonNull).toList();
            if (!values.isEmpty()) {
                results.put(name, Series.of(values));
            }
        });
        return results;
    }

    /** Empty in scenarios where nobody waits for anybody. */
    Map<String, Fairness> fairness() {
        Map<String, Fairness> results = new LinkedHashMap<>();
        samples.forEach((name, all) -> {
            List<Fairness> rounds =
                    all.stream().map(Sample::fairness).filter(Objects::nonNull).toList();
            if (!rounds.isEmpty()) {
                results.put(name, Fairness.worst(rounds));
            }
        });
        return results;
    }

    /** Steward's median divided by the peer's; empty when there is no such number. */
    OptionalDouble ratio(String peer) {
        return ratio(results(), peer);
    }

    /** The same of the second figures. */
    OptionalDouble secondRatio(String peer) {
        return ratio(secondResults(), peer);
    }

    private static OptionalDouble ratio(Map<String, Series> results, String peer) {
        Series steward = results.get(Peers.STEWARD);
        Series other = results.get(peer);
        if (steward == null || other == null || isNothing(other.median())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(steward.median() / other.median());
    }

    /** Below what the reports can show, and in bytes for an operation below what JMH itself allocates around it. */
    private static boolean isNothing(double value) {
        return Math.abs(value) < 0.0005;
    }
}
