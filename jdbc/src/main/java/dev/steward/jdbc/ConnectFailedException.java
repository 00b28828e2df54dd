package dev.steward.jdbc;

import java.sql.SQLException;

/**
 * No connection can be opened, and waiting would not help: the password is wrong, the database does not exist, or there
 * is no driver for the URL. The cause is the driver's own error, and so are the SQLSTATE and the vendor's code when it
 * has any; otherwise the state is {@code STW03}.
 */
public final class ConnectFailedException extends SQLException {
    private static final long serialVersionUID = 1L;

    ConnectFailedException(String message, String state, int vendorCode, Throwable cause) {
        super(message, state, vendorCode, cause);
    }
}
