package dev.steward.resource;

/**
 * How often a cache finds what it is asked for, and how often it would with more room. Counted since it was built.
 * Immutable.
 *
 * @param size the most it may hold, in bytes
 * @param hits how many lookups found a value
 * @param misses how many did not
 * @param hitsIfDoubled how many of the misses were for values that had gone for want of room, and would still be there
 *     had there been twice as much
 */
public record HitCurve(long size, long hits, long misses, long hitsIfDoubled) {
    /**
     * How many lookups there were.
     *
     * @return hits + misses
     */
    public long lookups() {
        return hits + misses;
    }

    /**
     * The share of lookups that found a value.
     *
     * @return from 0.0 to 1.0; 1.0 before the first lookup
     */
    public double hitRate() {
        return lookups() == 0 ? 1.0 : (double) hits / lookups();
    }

    /**
     * The share that twice the room would have.
     *
     * @return at least {@link #hitRate()}, at most 1.0
     */
    public double hitRateIfDoubled() {
        return lookups() == 0 ? 1.0 : (double) (hits + Math.min(misses, hitsIfDoubled)) / lookups();
    }
}
