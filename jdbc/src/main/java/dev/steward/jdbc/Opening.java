package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/** Makes physical connections: connects, sets up the session, reads what it is then. Threadsafe. */
final class Opening implements Callable<PhysicalConnection> {
    private final Connector connector;
    private final SessionDefaults defaults;
    private final Terms terms;

    Opening(Connector connector, SessionDefaults defaults, Terms terms) {
        this.connector = connector;
        this.defaults = defaults;
        this.terms = terms;
    }

    @Override
    public PhysicalConnection call() throws SQLException {
        int era = terms.era().now();
        Connection raw = connector.connect();
        boolean done = false;
        try {
            PhysicalConnection connection = new PhysicalConnection(raw, defaults.applyTo(raw), terms, era);
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
