package dev.steward.govern.advice;

import dev.steward.govern.history.Stretch;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.sizing.Servers;
import java.util.Locale;
import java.util.Optional;

/**
 * A pool whose callers wait. Whether more would help is another question: where a few leases are held for ever, it is the
 * hold that is the matter, and more are held for ever soon.
 */
final class TooSmall implements Rule {
    private static final double MANY_WAIT = 0.05;

    /** Looks; in a second there are ten, and one or two may just have met the opening of the first connections. */
    private static final long LONG_ENOUGH = 10;

    private static final double ACCEPTED_WAITS = 0.05;

    /** More busy than this, and a little more load would make every size too small. */
    private static final double PLAUSIBLE = 4;

    @Override
    public Optional<Advice> apply(Managed thing, Stretch day) {
        if (thing.kind().equals(Kind.MEMORY)
                || day.limit() == Long.MAX_VALUE
                || day.acquired() == 0
                || (day.timedOut() == 0 && !isOftenWaitedFor(day))) {
            return Optional.empty();
        }
        int size = Servers.fewest(day.inUse(), ACCEPTED_WAITS).count();
        String measured = String.format(
                Locale.ROOT,
                "somebody waited %.0f %% of the time and %d callers in vain, with %.1f of %d in use, held for %s each,"
                        + " over %s",
                100 * day.waited(),
                day.timedOut(),
                day.inUse(),
                day.limit(),
                Durations.format(day.heldFor()),
                Durations.format(day.length()));
        if (size <= day.limit() || size > PLAUSIBLE * day.limit()) {
            return Optional.of(
                    new Advice(
                            thing.name(),
                            "held-too-long",
                            measured,
                            "look at who holds the leases, and for how long",
                            "the load comes in bursts, or some are held far longer than most: another size would change little"));
        }
        return Optional.of(new Advice(
                thing.name(),
                "too-small",
                measured,
                "set the maximum to " + size + ", or hold for less long",
                String.format(
                        Locale.ROOT,
                        "at most %.0f %% of callers would wait (Erlang C), if what is behind it can serve as many",
                        100 * ACCEPTED_WAITS)));
    }

    private static boolean isOftenWaitedFor(Stretch day) {
        return day.waited() >= MANY_WAIT && day.looksThatFoundWaiting() >= LONG_ENOUGH;
    }
}
