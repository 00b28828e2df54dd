package dev.steward.cache;

/**
 * What a {@link BoundedCache} did so far, and what it holds. Immutable.
 *
 * @param hits how many lookups found a value
 * @param misses how many did not
 * @param evictions how many entries went for want of room, by age, or because memory was wanted back
 * @param refused how many values were handed out uncached because the budget had no room for them
 * @param entries how many entries there are
 * @param bytes what they are charged
 */
public record CacheStatistics(long hits, long misses, long evictions, long refused, long entries, long bytes) {
    /**
     * The share of lookups that found a value.
     *
     * @return from 0.0 to 1.0; 1.0 before the first lookup
     */
    public double hitRate() {
        return hits + misses == 0 ? 1.0 : (double) hits / (hits + misses);
    }
}
