package dev.steward.govern.advice;

import dev.steward.govern.history.Stretch;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.util.Locale;
import java.util.Optional;

/** An executor whose threads are all busy while tasks wait. */
final class Saturated implements Rule {
    private static final double BUSY = 0.95;
    private static final double OFTEN = 0.5;
    private static final long LONG_ENOUGH = 10;

    @Override
    public Optional<Advice> apply(Managed thing, Stretch day) {
        if (!thing.kind().equals(Kind.THREADS)
                || day.utilisation() < BUSY
                || day.waited() < OFTEN
                || day.looksThatFoundWaiting() < LONG_ENOUGH) {
            return Optional.empty();
        }
        return Optional.of(new Advice(
                thing.name(),
                "saturated",
                String.format(
                        Locale.ROOT,
                        "%.1f of %d threads busy on average, tasks waited %.0f %% of the time, over %s",
                        day.inUse(),
                        day.limit(),
                        100 * day.waited(),
                        Durations.format(day.length())),
                "submit less, or give it more threads if its tasks wait for something else than a processor",
                "tasks would begin when they are submitted"));
    }
}
