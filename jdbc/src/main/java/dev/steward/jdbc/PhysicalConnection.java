package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the database, as the pool keeps it. Its holder works on shells of {@link #raw}.
 *
 * <p>One thread at a time: the pool's slot hands it from the releasing to the acquiring thread. The exception is
 * {@link #destroy()} at the end of the pool's close, which may run while a holder still works.
 */
final class PhysicalConnection {
    /**
     * Here a {@code BEGIN} sent as SQL opens a transaction while the driver goes on to say auto-commit. Its driver also
     * knows by itself whether one is open, so that looking for one that is not costs no round trip.
     */
    private static final String HIDES_TRANSACTIONS = "PostgreSQL";

    final Connection raw;
    private final SessionState created;
    private final int validationSeconds;
    private final boolean hidesTransactions;
    private volatile @Nullable Tenure tenure;

    /** Takes over a connection that is set up, and in auto-commit. */
    PhysicalConnection(Connection raw, boolean autoCommit, Duration validationTimeout) throws SQLException {
        this.raw = raw;
        this.validationSeconds = wholeSeconds(validationTimeout);
        this.created = SessionState.read(raw, autoCommit);
        this.hidesTransactions = HIDES_TRANSACTIONS.equals(raw.getMetaData().getDatabaseProductName());
        if (!autoCommit) {
            raw.setAutoCommit(false);
        }
    }

    /** JDBC counts seconds; a part of one counts as one, since zero would mean to wait for ever. */
    static int wholeSeconds(Duration duration) {
        return (int) Math.min(
                Integer.MAX_VALUE, Math.max(1, duration.plusNanos(999_999_999).toSeconds()));
    }

    /** Another holder begins. */
    void begin(Tenure next) {
        tenure = next;
    }

    /**
     * Makes it clean for the next holder.
     *
     * @throws SQLException if that does not succeed; it must be destroyed then
     */
    void reset() throws SQLException {
        Tenure ended = tenure;
        if (ended == null) {
            return;
        }
        ended.end();
        ended.closeWhatIsOpen();
        // Asked of the driver every time. A mark that says whether anything was done would have to know every way to
        // begin a transaction, and the one it does not know would hand half of somebody's work to the next holder.
        if (hidesTransactions && raw.getAutoCommit()) {
            raw.setAutoCommit(false);
        }
        if (!raw.getAutoCommit()) {
            raw.rollback();
        }
        created.restore(raw, ended);
        raw.clearWarnings();
        tenure = null;
    }

    /** Asks the database whether the connection still works. */
    boolean isHealthy() throws SQLException {
        boolean valid = raw.isValid(validationSeconds);
        if (valid && !raw.getAutoCommit()) {
            raw.rollback(); // The question may have begun a transaction.
        }
        return valid;
    }

    /** Rolls back and closes. A connection that is dead makes nobody wait longer than the validation timeout. */
    void destroy() throws SQLException {
        Tenure last = tenure;
        if (last != null && last.end()) {
            // A holder is still at work. Closing would wait for its statement in many drivers; this ends it.
            Quietly.run(() -> raw.abort(Runnable::run));
        }
        Quietly.run(() -> raw.setNetworkTimeout(Runnable::run, Math.multiplyExact(validationSeconds, 1000)));
        Quietly.run(() -> {
            if (!raw.isClosed() && !raw.getAutoCommit()) {
                raw.rollback();
            }
        });
        raw.close();
    }
}
