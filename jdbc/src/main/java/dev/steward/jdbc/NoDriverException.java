package dev.steward.jdbc;

import java.sql.SQLNonTransientConnectionException;

/** No driver accepts the URL: a type of its own, because the standard's state for it also stands for a server down. */
final class NoDriverException extends SQLNonTransientConnectionException {
    private static final long serialVersionUID = 1L;

    NoDriverException(String maskedUrl) {
        super(
                "no JDBC driver accepts " + maskedUrl + ": check the URL, and that the driver is on the class path",
                "08001");
    }
}
