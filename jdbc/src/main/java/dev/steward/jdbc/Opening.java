package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Makes physical connections: connects, sets up the session, reads what it is then. Threadsafe. */
final class Opening implements Callable<PhysicalConnection> {
    private final Connector connector;
    private final SessionDefaults defaults;
    private final Duration validationTimeout;

    Opening(Connector connector, SessionDefaults defaults, Duration validationTimeout) {
        this.connector = connector;
        this.defaults = defaults;
        this.validationTimeout = validationTimeout;
    }

    @Override
    public PhysicalConnection call() throws SQLException {
        Connection raw = connector.connect();
        boolean done = false;
        try {
            PhysicalConnection connection = new PhysicalConnection(raw, defaults.applyTo(raw), validationTimeout);
            done = true;
            return connection;
        } finally {
            if (!done) {
                Quietly.run(raw::close);
            }
        }
    }

    /**
     * Whether no later attempt can succeed either: the user is not let in (class 28), what it says is no SQL or may not
     * be said (class 42), as in an init statement, the database does not exist, or
     * there is no driver.
     */
    static boolean isPermanent(Throwable failure) {
        int links = 0;
        for (Throwable cause = failure; cause != null && links < 32; cause = cause.getCause()) {
            links++;
            if (cause instanceof NoDriverException) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                if (state != null && (state.startsWith("28") || state.startsWith("42") || state.equals("3D000"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
