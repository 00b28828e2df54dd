package dev.steward.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of every database, and what {@link Vendor} knows of some. The gravest thing found along the chain of
 * causes and next exceptions counts: a batch often hides the loss behind the statement that it hit. Stateless.
 */
final class StandardVerdict implements FailureVerdict {
    static final StandardVerdict INSTANCE = new StandardVerdict();

    /** Drivers chain a few; more would be a ring. */
    private static final int MOST_LINKS = 32;

    private StandardVerdict() {}

    @Override
    public Verdict on(SQLException failure, String product) {
        Vendor vendor = Vendor.of(product);
        Verdict gravest = Verdict.HARMLESS;
        int links = 0;
        for (SQLException next = failure; next != null && links < MOST_LINKS; next = next.getNextException()) {
            for (Throwable cause = next; cause != null && links < MOST_LINKS; cause = cause.getCause()) {
                links++;
                if (cause instanceof SQLException sql) {
                    Verdict one = one(sql, vendor);
                    gravest = one.compareTo(gravest) > 0 ? one : gravest;
                }
            }
        }
        return gravest;
    }

    private static Verdict one(SQLException failure, Vendor vendor) {
        @Nullable String state = failure.getSQLState();
        Verdict known = vendor.on(state == null ? "" : state, failure.getErrorCode(), failure.getMessage());
        return known == Verdict.HARMLESS && saysLost(failure, state) ? Verdict.LOST : known;
    }

    private static boolean saysLost(SQLException failure, @Nullable String state) {
        return failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || (state != null && state.startsWith("08"));
    }
}
