package dev.steward.memwatch;

import java.time.Instant;
import java.util.List;

/**
 * Something about threads that should be looked at. Immutable.
 *
 * @param sort what it is
 * @param threads the name of the thread, or the pattern of the names, in which {@code #} stands for a number
 * @param count how many there are
 * @param text the finding in words
 * @param stack where the thread is, of a single one; otherwise empty
 * @param at when it was found
 */
public record ThreadFinding(
        Sort sort, String threads, int count, String text, List<StackTraceElement> stack, Instant at) {
    /** What a finding is about. */
    public enum Sort {
        /** There are more and more threads whose names differ by a number only. */
        GROWTH,
        /** A thread has waited for a monitor for long. */
        BLOCKED
    }

    @Override
    public String toString() {
        return text;
    }
}
