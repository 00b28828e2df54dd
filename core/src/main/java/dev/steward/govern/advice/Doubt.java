package dev.steward.govern.advice;

import dev.steward.resource.Kind;
import java.time.Duration;
import java.time.Instant;

/**
 * A reason to doubt that the leases of a thing are held as they should be, as whoever keeps the book of them sees it.
 * Immutable.
 *
 * @param owner the name of the managed thing
 * @param sort what is wrong
 * @param kind what is held
 * @param amount how much of it, in the kind's unit
 * @param site where it was acquired; empty when that is not known
 * @param heldFor for how long it was held, when this was noticed
 * @param since when this was noticed
 * @param stands whether it is still so
 */
public record Doubt(
        String owner, Sort sort, Kind kind, long amount, String site, Duration heldFor, Instant since, boolean stands) {

    /** What is wrong. */
    public enum Sort {
        /** Nobody is left who could close the lease. */
        LOST,
        /** Somebody holds it for longer than its owner allows. */
        OVERDUE,
        /** Leases are held for much longer than they used to be. */
        SLOW,
        /** Those who wait for it wait for each other. */
        KNOTTED
    }
}
