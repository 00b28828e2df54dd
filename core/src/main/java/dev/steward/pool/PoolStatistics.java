package dev.steward.pool;

import java.time.Duration;

/**
 * The figures of one pool at one moment. Immutable.
 *
 * @param name the pool's name
 * @param min the size it keeps at least
 * @param max the size it never exceeds
 * @param size how many resources there are, in any state, also those being created or destroyed, and overflow
 * @param idle how many are ready to be leased, or would be after a check
 * @param inUse how many are leased
 * @param waiting how many callers wait
 * @param created how many resources were ever created
 * @param destroyed how many were destroyed
 * @param creationFailures how many attempts to create one failed
 * @param acquired how many leases were given
 * @param returned how many came back
 * @param orphaned how many leases were found whose holding thread had ended without closing them
 * @param timedOut how many callers gave up waiting
 * @param staleCloses how often a lease was closed that was not open any more
 * @param waits how many callers had to wait at all
 * @param waitMedian the median wait of those who waited
 * @param waitP99 the 99th percentile of their waits
 * @param holdMedian the median time for which leases are held, from a sample of them
 * @param holdP99 the 99th percentile of that
 */
public record PoolStatistics(
        String name,
        int min,
        int max,
        int size,
        int idle,
        int inUse,
        int waiting,
        long created,
        long destroyed,
        long creationFailures,
        long acquired,
        long returned,
        long orphaned,
        long timedOut,
        long staleCloses,
        long waits,
        Duration waitMedian,
        Duration waitP99,
        Duration holdMedian,
        Duration holdP99) {

    /**
     * The share of leases that came back.
     *
     * @return returned / acquired, from 0.0 to 1.0; 1.0 before the first lease
     */
    public double efficiency() {
        return acquired == 0 ? 1.0 : (double) returned / acquired;
    }
}
