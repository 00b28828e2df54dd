package dev.steward.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every connection of a pool from its opening to its end. Immutable, but for the era that it refers to.
 *
 * @param pool the pool's name
 * @param validationTimeout how long a check may take
 * @param validationQuery asked in a check in place of {@link java.sql.Connection#isValid}; null for the latter
 * @param resetSql what is run after each holder, in its order
 * @param boundaries whether the driver is told where a request begins and ends
 * @param mostOpen how many statements and cursors one holder may have open
 */
record Terms(
        String pool,
        FailureVerdict verdict,
        Duration validationTimeout,
        @Nullable String validationQuery,
        List<String> resetSql,
        boolean boundaries,
        int mostOpen,
        Era era) {
    private static final System.Logger LOG = System.getLogger(JdbcPool.class.getName());

    /** With everything at its default. */
    static Terms of(String pool) {
        return new Terms(
                pool,
                FailureVerdict.standard(),
                Duration.ofSeconds(5),
                null,
                List.of(),
                true,
                Integer.MAX_VALUE,
                new Era());
    }

    /** A verdict of the user's that fails itself must not take the place of the failure it was asked about. */
    Verdict judge(SQLException failure, String product) {
        try {
            Verdict given = verdict.on(failure, product);
            if (given != null) {
                return given;
            }
            LOG.log(System.Logger.Level.WARNING, "pool " + pool + ": the verdict gave null, the standard one counts");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "pool " + pool + ": the verdict failed, the standard one counts", e);
        }
        return FailureVerdict.standard().on(failure, product);
    }
}
