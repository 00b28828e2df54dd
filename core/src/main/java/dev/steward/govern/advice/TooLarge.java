package dev.steward.govern.advice;

import dev.steward.govern.history.Stretch;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.sizing.Servers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A pool that was never half in use. What it was seen to need at most, and what queueing theory says of its average, both
 * fit into less.
 */
final class TooLarge implements Rule {
    private static final Duration LEAST_SEEN = Duration.ofMinutes(10);
    private static final double ACCEPTED_WAITS = 0.01;
    private static final double SMALL_ENOUGH = 0.5;

    @Override
    public Optional<Advice> apply(Managed thing, Stretch day) {
        if (thing.kind().equals(Kind.MEMORY)
                || day.limit() == Long.MAX_VALUE
                || day.length().compareTo(LEAST_SEEN) < 0
                || day.acquired() == 0) {
            return Optional.empty();
        }
        Servers enough = Servers.fewest(day.inUse(), ACCEPTED_WAITS);
        long size = Math.max(enough.count(), day.mostInUse());
        if (size > SMALL_ENOUGH * day.limit()) {
            return Optional.empty();
        }
        Servers proposed = new Servers((int) size, day.inUse());
        return Optional.of(new Advice(
                thing.name(),
                "too-large",
                String.format(
                        Locale.ROOT,
                        "at most %d, %.1f in use on average and %d at most, held for %s each, over %s",
                        day.limit(),
                        day.inUse(),
                        day.mostInUse(),
                        Durations.format(day.heldFor()),
                        Durations.format(day.length())),
                "set the maximum to " + size,
                String.format(
                        Locale.ROOT,
                        "the same load would be served, 99 %% of callers waiting %s at most (Erlang C)",
                        Durations.format(proposed.waitOf(0.99, day.heldFor())))));
    }
}
