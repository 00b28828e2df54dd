package dev.steward.resource;

/**
 * What a managed thing keeps, beyond the rest of it, for callers who hold something already: so that those who have one
 * thing and need another cannot all be stuck behind those who have none yet. Immutable; it describes the moment it was
 * read.
 *
 * @param size how much is kept so, in the kind's unit; 0 where there is no such lane
 * @param free how much of it nobody has
 */
public record ReservedLane(long size, long free) {
    /** No lane. */
    public static final ReservedLane NONE = new ReservedLane(0, 0);
}
