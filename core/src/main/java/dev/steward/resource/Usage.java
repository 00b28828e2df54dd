package dev.steward.resource;

/**
 * How much of one managed thing is in use, at the moment of asking. Immutable.
 *
 * @param kind what is counted
 * @param limit the most it may hold; {@link Long#MAX_VALUE} when nothing limits it
 * @param inUse how much is leased now
 * @param idle how much is held and not leased, and could be given back
 * @param waiting how many callers wait for some
 * @param acquired how many leases were ever given
 * @param returned how many of them came back
 * @param timedOut how many callers gave up waiting
 */
public record Usage(
        Kind kind, long limit, long inUse, long idle, long waiting, long acquired, long returned, long timedOut) {

    /**
     * The share of leases that came back, the plainest sign of a leak.
     *
     * @return returned / acquired, from 0.0 to 1.0; 1.0 before the first lease
     */
    public double efficiency() {
        return acquired == 0 ? 1.0 : (double) returned / acquired;
    }

    /**
     * The share of the limit that is in use.
     *
     * @return inUse / limit; 0.0 when nothing limits it
     */
    public double utilisation() {
        return limit == Long.MAX_VALUE || limit == 0 ? 0.0 : (double) inUse / limit;
    }
}
