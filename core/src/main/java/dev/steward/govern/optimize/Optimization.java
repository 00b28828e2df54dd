package dev.steward.govern.optimize;

import dev.steward.resource.Kind;

/**
 * One thing to be done about a kind. Immutable.
 *
 * @param kind to what
 * @param measure what
 * @param reason the figures and the rule, as it shall stand in the record of actions
 */
public record Optimization(Kind kind, Measure measure, String reason) {
    /** What can be done. Leases and guaranteed minimums are never touched. */
    public enum Measure {
        /** Half of what lies idle goes back, of everything whose idle part is of no use as it lies. */
        TRIM,
        /** What is idle beyond as much as is in use goes back, so that the thing is twice as large as its load. */
        SHRINK,
        /** A quarter of all that is idle goes back, caches included, the cheapest to rebuild first. */
        RECLAIM
    }
}
