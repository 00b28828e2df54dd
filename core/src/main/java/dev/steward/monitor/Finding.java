package dev.steward.monitor;

import java.time.Instant;

/**
 * Something about the process that should be looked at and that nobody leases. Immutable.
 *
 * @param at when it was found
 * @param about what it is about
 * @param text the finding in words, with the next step
 */
public record Finding(Instant at, About about, String text) {
    /** What a finding is about. */
    public enum About {
        /** Threads that grow in number, or are blocked for long. */
        THREADS,
        /** What the process has open. */
        FILES
    }

    @Override
    public String toString() {
        return text;
    }
}
