package dev.steward.work;

import java.util.Optional;

/**
 * One item of a {@link WorkQueue}, at the moment of asking. Immutable.
 *
 * @param id its number, in the order of submission
 * @param state how far it is
 * @param attempts how often it was begun; after a restart, since then
 * @param progress what its handler reported last, from 0.0 to 1.0; 1.0 when it is done
 * @param note what its handler said about that; empty when it said nothing
 * @param result what came out; empty unless it is done
 * @param failure what the last attempt failed with; empty when none did
 * @param <R> what comes out
 */
public record WorkItem<R>(
        long id,
        State state,
        int attempts,
        double progress,
        String note,
        Optional<R> result,
        Optional<String> failure) {

    /** How far an item is. */
    public enum State {
        /** It waits for its turn. */
        QUEUED,
        /** It is being worked on. */
        RUNNING,
        /** It failed, and waits for its next attempt. */
        RETRYING,
        /** It is done, and has a result. */
        DONE,
        /** It failed as often as it may. */
        FAILED,
        /** It was cancelled. */
        CANCELLED;

        /**
         * Whether nothing happens to it any more.
         *
         * @return true for the last three
         */
        public boolean isFinal() {
            return compareTo(DONE) >= 0;
        }
    }
}
