package dev.steward.jdbc;

import java.sql.SQLNonTransientConnectionException;

/** There is no driver: a type of its own, because the standard's state for it also stands for a server down. */
final class NoDriverException extends SQLNonTransientConnectionException {
    private static final long serialVersionUID = 1L;

    NoDriverException(String maskedUrl) {
        super(
                "no JDBC driver accepts " + maskedUrl + ": check the URL, and that the driver is on the class path",
                "08001");
    }

    NoDriverException(String message, Throwable cause) {
        super(message, "08001", cause);
    }
}
