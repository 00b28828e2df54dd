package dev.steward.cli.migrate;

import org.jspecify.annotations.Nullable;

/** The part of a run in which pages go from the source into the database. Used once. */
interface Loading {
    /**
     * Sends every page on its way that is not there yet, and waits until each has arrived.
     *
     * @param deadlineNanos when to send no more, by System.nanoTime()
     * @return what was loaded by this run
     */
    Tally run(long deadlineNanos) throws InterruptedException;

    /** What went wrong, or null. */
    @Nullable
    Throwable failure();
}
