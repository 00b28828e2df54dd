package dev.steward.jdbc;

import java.sql.SQLNonTransientException;

/**
 * A holder has as many statements and cursors open on its connection as it may. What it asked for was not opened; all
 * else goes on. The message names the oldest by their SQL. The SQLSTATE is {@code STW08}.
 */
public final class TooManyOpenException extends SQLNonTransientException {
    private static final long serialVersionUID = 1L;

    TooManyOpenException(String message) {
        super(message, SqlStates.TOO_MANY_OPEN);
    }
}
