package dev.steward.govern.admission;

import dev.steward.govern.Level;

/** What a request is worth when load must be shed; the most important first. */
public enum Criticality {
    /** Never shed by pressure: health checks, payments under way. */
    CRITICAL_PLUS(Level.EMERGENCY),
    /** What users wait for; the default. */
    CRITICAL(Level.CRITICAL),
    /** What can be done a little later: batches, retries by machines. */
    SHEDDABLE_PLUS(Level.CRITICAL),
    /** What nobody misses today: prefetching, statistics. */
    SHEDDABLE(Level.HIGH);

    private final Level lastAdmitted;

    Criticality(Level lastAdmitted) {
        this.lastAdmitted = lastAdmitted;
    }

    /**
     * Whether pressure of a level leaves such requests a chance.
     *
     * @param level the highest level of all kinds
     * @return false when they are refused without being looked at
     */
    public boolean isAdmittedAt(Level level) {
        return lastAdmitted.isAtLeast(level);
    }
}
