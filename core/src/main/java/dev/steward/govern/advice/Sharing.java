package dev.steward.govern.advice;

import dev.steward.govern.history.Stretch;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.sizing.Servers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several pools of connections to the same. Each keeps spare ones for its own peaks; in one pool they serve whoever has his
 * peak.
 */
final class Sharing {
    private static final Duration LEAST_SEEN = Duration.ofMinutes(10);
    private static final double ACCEPTED_WAITS = 0.01;
    private static final double WORTHWHILE = 0.75;

    private Sharing() {}

    static List<Advice> among(Grounds grounds) {
        Map<String, Map<Managed, Stretch>> byTarget = new LinkedHashMap<>();
        grounds.managed().stream()
                .filter(thing -> thing.kind().equals(Kind.CONNECTIONS) && !thing.isClosed())
                .forEach(thing -> thing.target()
                        .ifPresent(target -> grounds.day(thing)
                                .filter(Sharing::isEnough)
                                .ifPresent(day -> byTarget.computeIfAbsent(target, any -> new LinkedHashMap<>())
                                        .put(thing, day))));
        return byTarget.entrySet().stream()
                .map(each -> advice(each.getKey(), each.getValue()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isEnough(Stretch day) {
        return day.length().compareTo(LEAST_SEEN) >= 0 && day.acquired() > 0 && day.limit() != Long.MAX_VALUE;
    }

    private static Optional<Advice> advice(String target, Map<Managed, Stretch> pools) {
        double busy = pools.values().stream().mapToDouble(Stretch::inUse).sum();
        // The peaks need not have been at the same time; that they were is the safe assumption.
        long peak = pools.values().stream().mapToLong(Stretch::mostInUse).sum();
        long allowed = pools.values().stream().mapToLong(Stretch::limit).sum();
        long size = Math.max(Servers.fewest(busy, ACCEPTED_WAITS).count(), peak);
        if (pools.size() < 2 || size > WORTHWHILE * allowed) {
            return Optional.empty();
        }
        String names = pools.keySet().stream().map(Managed::name).sorted().collect(Collectors.joining(" and "));
        Stretch longest = pools.values().stream()
                .reduce((a, b) -> a.length().compareTo(b.length()) > 0 ? a : b)
                .orElseThrow();
        return Optional.of(new Advice(
                names,
                "share-connections",
                String.format(
                        Locale.ROOT,
                        "both lead to %s: %d at most, %.1f in use on average and %d at most, over %s",
                        target,
                        allowed,
                        busy,
                        peak,
                        Durations.format(longest.length())),
                "use one pool of " + size,
                (allowed - size)
                        + " connections less would serve the same load, at most 1 % of callers waiting (Erlang C)"));
    }
}
