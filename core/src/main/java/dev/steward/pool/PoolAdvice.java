package dev.steward.pool;

import dev.steward.resource.Durations;
import dev.steward.sizing.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a thing is worth pooling, and how large the pool should be, from what was measured. Immutable.
 *
 * <p>The size follows from Little's law (busy = arrivals a second x hold time) and the Erlang C formula for M/M/c queues
 * (A. K. Erlang, 1917): the smallest size at which an arrival has to wait with a probability of at most 1 %. Arrivals that
 * come in bursts need more; hold times that vary less need less.
 *
 * @param subject what was measured
 * @param poolIt whether pooling pays
 * @param size how many to pool; 0 when pooling does not pay
 * @param creationCost what one creation takes, on average
 * @param perSecond how many are needed in a second
 * @param heldFor for how long one is held, on average
 * @param busy how many are busy at a time, on average
 * @param contention the share of callers who had to wait for a pooled one; 0.0 when it was not pooled
 * @param exhaustion the share of callers who waited in vain
 * @param reasons the rule and the figures behind each part, in sentences
 */
public record PoolAdvice(
        String subject,
        boolean poolIt,
        int size,
        Duration creationCost,
        double perSecond,
        Duration heldFor,
        double busy,
        double contention,
        double exhaustion,
        List<String> reasons) {

    /** Pooling must spare at least this share of a processor, or of the time a caller needs. */
    private static final double WORTHWHILE_SHARE = 0.01;

    private static final double ACCEPTED_WAITS = 0.01;
    private static final double ACCEPTED_TIMEOUTS = 0.001;

    static PoolAdvice from(
            String subject,
            Duration creationCost,
            double perSecond,
            Duration heldFor,
            double contention,
            double exhaustion) {
        double busy = perSecond * heldFor.toNanos() / 1e9;
        double spared = perSecond * creationCost.toNanos() / 1e9;
        double delay = (double) creationCost.toNanos() / Math.max(1, creationCost.toNanos() + heldFor.toNanos());
        boolean poolIt = spared >= WORTHWHILE_SHARE && delay >= WORTHWHILE_SHARE;
        int size = poolIt ? Servers.fewest(busy, ACCEPTED_WAITS).count() : 0;
        List<String> reasons = new ArrayList<>();
        reasons.add(String.format(
                Locale.ROOT,
                "creating one takes %s, %.1f times a second: %.1f %% of a processor or of waiting, and %.1f %% of what a"
                        + " caller waits for; pooling pays from 1 %% of both on, so it %s",
                Durations.format(creationCost),
                perSecond,
                100 * spared,
                100 * delay,
                poolIt ? "does" : "does not"));
        if (poolIt) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "held for %s each, %.2f are busy at a time (Little); with %d an arrival waits in at most 1 %% of cases"
                            + " (Erlang C)",
                    Durations.format(heldFor),
                    busy,
                    size));
        }
        if (contention > ACCEPTED_WAITS) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of callers had to wait: the pool is too small, or its resources are held too long",
                    100 * contention));
        }
        if (exhaustion > ACCEPTED_TIMEOUTS) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%.2f %% waited in vain: first look at who holds the resources, then at the size",
                    100 * exhaustion));
        }
        return new PoolAdvice(
                subject,
                poolIt,
                size,
                creationCost,
                perSecond,
                heldFor,
                busy,
                contention,
                exhaustion,
                List.copyOf(reasons));
    }

    @Override
    public String toString() {
        return subject + ": " + (poolIt ? "pool it, with " + size : "do not pool it") + "; "
                + String.join("; ", reasons);
    }
}
