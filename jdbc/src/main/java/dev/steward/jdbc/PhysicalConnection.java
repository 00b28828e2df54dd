package dev.steward.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A connection to the database, as the pool keeps it. Its holder works on shells of {@link #raw}.
 *
 * <p>One thread at a time: the pool's slot hands it from the releasing to the acquiring thread. There are two
 * exceptions. {@link #destroy()} may run while a holder still works, at the end of the pool's close or when the thread
 * that acquired it has ended. And a thread that closes a connection at the same time as another may come late with
 * {@link #noteChanged}.
 */
final class PhysicalConnection {
    /**
     * Here a {@code BEGIN} sent as SQL opens a transaction while the driver goes on to say auto-commit. Its driver also
     * knows by itself whether one is open, so that looking for one that is not costs no round trip.
     */
    private static final String HIDES_TRANSACTIONS = "PostgreSQL";

    /**
     * The same is so with this driver's servers. It rolls back in auto-commit as well, and asks the server to only if
     * the server has said that a transaction is open.
     */
    private static final String ROLLS_BACK_ALWAYS = "MariaDB Connector/J";

    private static final VarHandle USED;
    private static final VarHandle CHANGED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            USED = lookup.findVarHandle(PhysicalConnection.class, "used", boolean.class);
            CHANGED = lookup.findVarHandle(PhysicalConnection.class, "changed", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Connection raw;
    private final SessionState created;
    private final int validationSeconds;
    private final boolean hidesTransactions;
    private final boolean rollsBackAlways;

    /** Whether somebody has it or had it, and it was not made clean since. */
    @SuppressWarnings("unused") // Through the handle: nobody must pay for a fence here.
    private boolean used;

    /** What the holder has changed of the session's state; too much does no harm, too little would. */
    private volatile int changed;

    /** Takes over a connection that is set up, and in auto-commit. */
    PhysicalConnection(Connection raw, boolean autoCommit, Duration validationTimeout) throws SQLException {
        this.raw = raw;
        this.validationSeconds = wholeSeconds(validationTimeout);
        this.created = SessionState.read(raw, autoCommit);
        this.hidesTransactions = HIDES_TRANSACTIONS.equals(raw.getMetaData().getDatabaseProductName());
        this.rollsBackAlways = ROLLS_BACK_ALWAYS.equals(raw.getMetaData().getDriverName());
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
    void begin() {
        USED.setOpaque(this, true);
    }

    /** Before the lease is closed. Atomic, for who comes late must not wipe out what the next holder's close notes. */
    void noteChanged(int changes) {
        int unused = (int) CHANGED.getAndBitwiseOr(this, changes);
    }

    /**
     * Makes it clean for the next holder.
     *
     * @throws SQLException if that does not succeed; it must be destroyed then
     */
    void reset() throws SQLException {
        // Asked of the driver every time. A mark that says whether anything was done would have to know every way to
        // begin a transaction, and the one it does not know would hand half of somebody's work to the next holder.
        boolean inAutoCommit = raw.getAutoCommit();
        if (hidesTransactions && inAutoCommit) {
            raw.setAutoCommit(false);
            inAutoCommit = false;
        }
        if (!inAutoCommit || rollsBackAlways) {
            raw.rollback();
        }
        int changes = changed;
        created.restore(raw, inAutoCommit, changes);
        if (changes != 0) {
            changed = 0;
        }
        raw.clearWarnings();
        USED.setOpaque(this, false);
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
        if ((boolean) USED.getOpaque(this)) {
            // A holder is still at work, or has left it broken. Closing would wait for its statement in many drivers;
            // this ends it.
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
