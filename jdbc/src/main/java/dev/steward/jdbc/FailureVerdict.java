package dev.steward.jdbc;

import java.sql.SQLException;

/** Tells whether a connection survives a failure of its use. Databases differ; threadsafe. */
@FunctionalInterface
interface FailureVerdict {
    /** Whether the connection must not be used again after this failure. */
    boolean isFatal(SQLException failure);
}
