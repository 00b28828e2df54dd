package dev.steward.jdbc;

import java.sql.SQLException;

/** A statement, as far as a tenure knows it, and the two things that meet. */
final class Opened implements AutoCloseable {
    volatile boolean closed;

    @Override
    public void close() {
        closed = true;
    }

    void openOn(Tenure tenure) {
        try {
            tenure.track(this, null);
        } catch (SQLException overAlready) {
            // It has closed what it refuses.
        }
    }

    /** As LeasedConnection.close does. */
    static void closeConnection(Tenure tenure) {
        tenure.end();
        closeWhatIsOpen(tenure);
        tenure.lease.close();
        closeWhatIsOpen(tenure);
    }

    private static void closeWhatIsOpen(Tenure tenure) {
        if (tenure.hasOpen()) {
            try {
                tenure.closeWhatIsOpen();
            } catch (SQLException cannotBe) {
                throw new AssertionError(cannotBe);
            }
        }
    }
}
