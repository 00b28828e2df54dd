package dev.steward.govern;

import dev.steward.govern.advice.Advice;
import dev.steward.resource.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Alerts that come and go so often that nobody looks at them any more: many of one subject in a day, over before anybody
 * can have done something, and never critical. The threshold is where the subject usually is.
 */
final class NoisyAlerts {
    private static final int MANY = 10;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SHORT = Duration.ofMinutes(5);

    /** Above what was seen, so that the same day would have been quiet. */
    private static final double MARGIN = 0.02;

    private NoisyAlerts() {}

    static List<Advice> among(List<Alert> alerts, double criticalAt, Instant now) {
        Map<String, List<Alert>> bySubject = new LinkedHashMap<>();
        alerts.stream()
                .filter(alert -> alert.raised().isAfter(now.minus(DAY)))
                .forEach(alert -> bySubject
                        .computeIfAbsent(alert.subject(), any -> new ArrayList<>())
                        .add(alert));
        return bySubject.values().stream()
                .map(same -> advice(same, criticalAt))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Advice> advice(List<Alert> same, double criticalAt) {
        double highest = same.stream().mapToDouble(Alert::value).max().orElse(0);
        List<Duration> lasted = same.stream()
                .flatMap(alert -> alert.end().map(end -> Duration.between(alert.raised(), end)).stream())
                .sorted()
                .toList();
        double quiet = Math.ceil(100 * (highest + MARGIN)) / 100;
        if (same.size() < MANY
                || lasted.isEmpty()
                || lasted.get(lasted.size() / 2).compareTo(SHORT) > 0
                || quiet >= criticalAt) {
            return Optional.empty();
        }
        return Optional.of(new Advice(
                same.get(0).subject(),
                "alerts-noisy",
                String.format(
                        Locale.ROOT,
                        "%d alerts in a day from %.0f %% on, over after %s in the median, and never above %.0f %%",
                        same.size(),
                        100 * same.get(0).threshold(),
                        Durations.format(lasted.get(lasted.size() / 2)),
                        100 * highest),
                String.format(Locale.ROOT, "alert from %.2f on, or make room below the threshold", quiet),
                "the same day would have raised none of them"));
    }
}
