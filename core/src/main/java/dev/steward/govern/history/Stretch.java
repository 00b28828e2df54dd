package dev.steward.govern.history;

import java.time.Duration;
import java.time.Instant;

/**
 * One managed thing over a stretch of time, from looks at it. Immutable.
 *
 * @param from when it begins
 * @param length how long it is
 * @param looks how often the thing was looked at
 * @param inUse how much was in use on average, in the kind's unit
 * @param mostInUse the most that was seen in use
 * @param idle how much was idle on average
 * @param limit the limit at the end; {@link Long#MAX_VALUE} for none
 * @param waited the share of looks at which somebody waited
 * @param acquired how many leases were given
 * @param timedOut how many callers waited in vain
 */
public record Stretch(
        Instant from,
        Duration length,
        long looks,
        double inUse,
        long mostInUse,
        double idle,
        long limit,
        double waited,
        long acquired,
        long timedOut) {

    /** This and the one that follows it, as one. */
    Stretch and(Stretch next) {
        long all = looks + next.looks;
        return new Stretch(
                from,
                length.plus(next.length),
                all,
                (inUse * looks + next.inUse * next.looks) / all,
                Math.max(mostInUse, next.mostInUse),
                (idle * looks + next.idle * next.looks) / all,
                next.limit,
                (waited * looks + next.waited * next.looks) / all,
                acquired + next.acquired,
                timedOut + next.timedOut);
    }

    /**
     * The share of the limit that was in use on average.
     *
     * @return from 0.0 to 1.0; 0.0 without a limit
     */
    public double utilisation() {
        return limit == Long.MAX_VALUE || limit == 0 ? 0 : inUse / limit;
    }

    /**
     * How many of the looks found somebody waiting. A share says little of a few looks: one of four may be chance.
     *
     * @return the number of looks
     */
    public long looksThatFoundWaiting() {
        return Math.round(waited * looks);
    }

    /**
     * How many leases were given in a second.
     *
     * @return the rate
     */
    public double perSecond() {
        return length.isZero() ? 0 : acquired * 1e9 / length.toNanos();
    }

    /**
     * For how long a lease was held on average: what was in use divided by the rate (Little's law).
     *
     * @return the time; zero when none was given
     */
    public Duration heldFor() {
        return acquired == 0 ? Duration.ZERO : Duration.ofNanos((long) (inUse / perSecond() * 1e9));
    }
}
