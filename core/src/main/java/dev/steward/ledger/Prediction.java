package dev.steward.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A deadlock that has not struck and can. Immutable.
 *
 * @param sort what makes it possible
 * @param owners the managed things it is about
 * @param text the observation, and what to do
 * @param reported when it was first seen
 */
public record Prediction(Sort sort, List<String> owners, String text, Instant reported) {
    /** What makes a deadlock possible. */
    public enum Sort {
        /** Things are acquired in one order here and in another there. */
        ORDER,
        /** So many callers hold so much of one thing together that it can be used up by those who need one more. */
        SIZE
    }

    @Override
    public String toString() {
        return "a deadlock is possible: " + text;
    }
}
