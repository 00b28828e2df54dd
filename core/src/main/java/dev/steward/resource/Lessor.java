package dev.steward.resource;

import java.time.Duration;

/**
 * A managed thing that gives a lease to whoever says how much of its kind is needed, and nothing else: a pool of
 * connections or of buffers, but not a pool of files, which has to be told a path.
 */
public interface Lessor extends Managed {
    /**
     * The most that one lease holds. Who needs more acquires several.
     *
     * @return the amount, in the kind's unit; at least 1
     */
    long mostPerLease();

    /**
     * Leases so much.
     *
     * @param amount how much, in the kind's unit; from 1 to {@link #mostPerLease()}
     * @param timeout how long to wait at most; zero does not wait
     * @return an open lease, of the kind that this thing gives
     * @throws IllegalArgumentException if the amount or the timeout is out of range
     * @throws ExhaustedException if nothing became free in time
     * @throws BudgetExceededException if the budget had no room in time
     * @throws ResourceException as the thing's own way to acquire does
     */
    Lease<?> lease(long amount, Duration timeout);
}
