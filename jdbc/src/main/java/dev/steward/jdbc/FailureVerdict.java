package dev.steward.jdbc;

import java.sql.SQLException;

/**
 * Tells what a failure says about connections. It is asked for every {@link SQLException} that a leased connection,
 * what was opened on it, or a check gives. An implementation must be threadsafe and must not use the connection.
 *
 * <p>An own one that knows more about some failures leaves the others to {@link #standard()}:
 *
 * <pre>{@code
 * .verdict((failure, product) -> failure.getErrorCode() == 4711
 *         ? Verdict.LOST
 *         : FailureVerdict.standard().on(failure, product))
 * }</pre>
 */
@FunctionalInterface
public interface FailureVerdict {
    /**
     * Judges a failure.
     *
     * @param failure what the driver threw; the state and the code that matter may stand further down its chains
     * @param product the database, as {@link java.sql.DatabaseMetaData#getDatabaseProductName()} names it; empty when
     *     it does not
     * @return what it says
     */
    Verdict on(SQLException failure, String product);

    /**
     * What is used when nothing else is set. For every database, SQLSTATE class 08 and the exception types that say so
     * by their name mean that the connection is lost; for PostgreSQL, MySQL, MariaDB, Oracle, SQL Server and H2 their
     * own states and codes are known as well.
     *
     * @return the standard verdict; stateless
     */
    static FailureVerdict standard() {
        return StandardVerdict.INSTANCE;
    }
}
