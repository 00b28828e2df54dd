package dev.steward.work;

/** What becomes of a task when the queue of {@link Workers} is full. */
public enum Policy {
    /**
     * The submitter waits for a place, up to the submit timeout, and is refused then. Submitters are served in the order
     * in which they came.
     */
    BLOCK,

    /** The submitter is refused at once. */
    REJECT,

    /** The submitter runs the task itself, which slows it down to the pace of the workers. */
    CALLER_RUNS
}
