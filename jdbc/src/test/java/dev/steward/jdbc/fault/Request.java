package dev.steward.jdbc.fault;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request. Immutable.
 *
 * @param id its number, which is in every row that it wrote
 * @param rows how many rows there are of it if it succeeded; otherwise there are none
 * @param outcome what its user was told
 * @param worker whose request it was
 * @param beganNanos when it asked for a connection
 * @param endedNanos when its user knew the outcome
 * @param failure what its user was told instead of success
 */
record Request(
        long id,
        int rows,
        Outcome outcome,
        int worker,
        long beganNanos,
        long endedNanos,
        @Nullable Exception failure) {
    /** The statement was refused by a server that goes on: data, constraints, the transaction's state, conflicts, names. */
    private static final Set<String> REFUSED = Set.of("22", "23", "25", "40", "42");

    /** What its user knows. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        /** The commit was on its way when the connection broke. */
        UNKNOWN
    }

    /** How far it had come. */
    enum Stage {
        BEFORE_COMMIT,
        AT_COMMIT
    }

    static Outcome outcomeOf(Exception failure, Stage stage) {
        boolean refused = failure instanceof SQLException sql
                && sql.getSQLState() != null
                && REFUSED.contains(sql.getSQLState().substring(0, 2));
        return stage == Stage.BEFORE_COMMIT || refused ? Outcome.FAILED : Outcome.UNKNOWN;
    }

    boolean beganAfter(long nanos) {
        return beganNanos - nanos > 0;
    }

    /** For how long its user waited, in milliseconds. */
    long tookMillis() {
        return (endedNanos - beganNanos) / 1_000_000;
    }
}
