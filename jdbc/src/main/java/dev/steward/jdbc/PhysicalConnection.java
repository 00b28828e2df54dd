package dev.steward.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the database, as the pool keeps it. Its holder works on shells of {@link #raw}.
 *
 * <p>One thread at a time: the pool's slot hands it from the releasing to the acquiring thread. There are three
 * exceptions. {@link #destroy()} may run while a holder still works, at the end of the pool's close or when the thread
 * that acquired it has ended. A thread that closes a connection at the same time as another may come late with
 * {@link #noteChanged}. And observers read {@link #lastSql()}.
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

    /** Nobody has it, and it is clean. */
    private static final int CLEAN = 0;

    /** Somebody has it or had it, and it was not made clean since. */
    private static final int USED = 1;

    /** And has run the statement that is noted. */
    private static final int RAN = 2;

    private static final VarHandle USE;
    private static final VarHandle CHANGED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            USE = lookup.findVarHandle(PhysicalConnection.class, "use", int.class);
            CHANGED = lookup.findVarHandle(PhysicalConnection.class, "changed", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Connection raw;
    final Terms terms;
    final String product;

    /** The era in which it was opened; see {@link Era}. */
    private final int era;

    private final SessionState created;
    private final boolean hidesTransactions;
    private final boolean rollsBackAlways;
    private final boolean quotesTextDoubly;
    private final boolean knowsBoundaries;

    /** One of the three above. Read and written without a fence, for which nobody must pay here. */
    private int use;

    /** What was run last, if {@link #use} says so; see {@link #runs}. */
    private @Nullable String lastSql;

    /** What the holder has changed of the session's state; too much does no harm, too little would. */
    private volatile int changed;

    /**
     * Takes over a connection that is set up, and in auto-commit.
     *
     * @param era as it was before the connection was opened
     */
    PhysicalConnection(Connection raw, boolean autoCommit, Terms terms, int era) throws SQLException {
        this.raw = raw;
        this.terms = terms;
        this.era = era;
        this.created = SessionState.read(raw, autoCommit);
        @Nullable String name = raw.getMetaData().getDatabaseProductName();
        this.product = name == null ? "" : name;
        this.hidesTransactions = HIDES_TRANSACTIONS.equals(product);
        this.quotesTextDoubly = Vendor.of(product).mayQuoteTextDoubly();
        this.knowsBoundaries = terms.boundaries() && hasOwnBoundaries(raw);
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

    /** Most drivers leave it at the interface's, which does nothing: they need not be told. */
    private static boolean hasOwnBoundaries(Connection raw) {
        try {
            return raw.getClass().getMethod("beginRequest").getDeclaringClass() != Connection.class;
        } catch (NoSuchMethodException older) {
            return false;
        }
    }

    /** Another holder begins. */
    void begin() {
        USE.setOpaque(this, USED);
    }

    /** Whether {@link #beginRequest} has anything to tell the driver. */
    boolean knowsBoundaries() {
        return knowsBoundaries;
    }

    void beginRequest() throws SQLException {
        raw.beginRequest();
    }

    /**
     * Notes what is about to be run. The text is written only if it is another one, because a reference written into an
     * old object costs some garbage collectors as much as a compare-and-set; most connections run the same few.
     */
    @SuppressWarnings("ReferenceEquality") // An equal text that is another object is written, which does no harm.
    void runs(String sql) {
        if (lastSql != sql) {
            lastSql = sql;
        }
        if (use != RAN) {
            USE.setRelease(this, RAN);
        }
    }

    /** What its holder ran last, without the values that stood in it; empty when that is nothing yet. */
    String lastSql() {
        String sql = (int) USE.getAcquire(this) == RAN ? lastSql : null;
        return sql == null ? "" : SqlText.withoutValues(sql, quotesTextDoubly);
    }

    String withoutValues(String sql) {
        return SqlText.withoutValues(sql, quotesTextDoubly);
    }

    /** Before the lease is closed. Atomic, for who comes late must not wipe out what the next holder's close notes. */
    void noteChanged(int changes) {
        int unused = (int) CHANGED.getAndBitwiseOr(this, changes);
    }

    /** What a failure says about this connection; one that speaks of all of them has been passed on. */
    Verdict judge(SQLException failure) {
        Verdict verdict = terms.judge(failure, product);
        if (verdict == Verdict.ALL_LOST) {
            terms.era().end(era, failure);
        }
        return verdict;
    }

    /**
     * Makes it clean for the next holder.
     *
     * @throws SQLException if that does not succeed; it must be destroyed then
     */
    void reset() throws SQLException {
        int noted = changed;
        int changes = noted == 0 ? 0 : created.restoreNetworkTimeout(raw, noted);
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
        if (!terms.resetSql().isEmpty()) {
            if (!inAutoCommit) {
                raw.setAutoCommit(true);
                inAutoCommit = true;
            }
            runResetSql();
            changes |= SessionState.ANY;
        }
        created.restore(raw, inAutoCommit, changes);
        if (noted != 0) {
            changed = 0;
        }
        raw.clearWarnings();
        if (knowsBoundaries) {
            raw.endRequest();
        }
        USE.setOpaque(this, CLEAN);
    }

    private void runResetSql() throws SQLException {
        try (Statement statement = raw.createStatement()) {
            for (String sql : terms.resetSql()) {
                statement.execute(sql);
            }
        }
    }

    /** Asks the database whether the connection still works. */
    boolean isHealthy() throws SQLException {
        boolean valid;
        try {
            String query = terms.validationQuery();
            valid = query == null ? raw.isValid(validationSeconds()) : answers(query);
        } catch (SQLException e) {
            judge(e);
            throw e;
        }
        if (valid && !raw.getAutoCommit()) {
            raw.rollback(); // The question may have begun a transaction.
        }
        return valid;
    }

    private boolean answers(String query) throws SQLException {
        try (Statement statement = raw.createStatement()) {
            int before = statement.getQueryTimeout(); // With some databases it is the session's.
            statement.setQueryTimeout(validationSeconds());
            statement.execute(query);
            statement.setQueryTimeout(before);
            return true;
        }
    }

    private int validationSeconds() {
        return wholeSeconds(terms.validationTimeout());
    }

    /** Rolls back and closes. A connection that is dead makes nobody wait longer than the validation timeout. */
    void destroy() throws SQLException {
        if ((int) USE.getOpaque(this) != CLEAN) {
            // A holder is still at work, or has left it broken. Closing would wait for its statement in many drivers;
            // this ends it.
            Quietly.run(() -> raw.abort(Runnable::run));
        }
        Quietly.run(() ->
                raw.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, 1000L * validationSeconds())));
        Quietly.run(() -> {
            if (!raw.isClosed() && !raw.getAutoCommit()) {
                raw.rollback();
            }
        });
        raw.close();
    }
}
