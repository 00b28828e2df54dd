package dev.steward.jdbc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Lease;
import dev.steward.resource.Site;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one holder did with a physical connection between acquire and close: whether it is over, what was left open,
 * which session state was changed, and whether the connection broke.
 *
 * <p>The holder's shells know it, and it knows the lease and the physical connection; neither of those knows it. So a
 * shell that its holder forgot can be collected, which is how a leak shows. And an acquire writes no reference to a new
 * object into an old one, for which some garbage collectors charge as much as for a compare-and-set.
 *
 * <p>It does not decide who of several ends it: the lease does, at the one compare-and-set that a close makes. What
 * comes before that is done by all of them, and hurts nobody when it is done twice.
 *
 * <p>Threadsafe: JDBC lets several threads use a connection, and two may close it at once.
 */
final class Tenure {
    private static final VarHandle CHANGED;
    private static final VarHandle FIRST;
    private static final VarHandle OVER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CHANGED = lookup.findVarHandle(Tenure.class, "changed", int.class);
            FIRST = lookup.findVarHandle(Tenure.class, "first", AutoCloseable.class);
            OVER = lookup.findVarHandle(Tenure.class, "over", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Lease<PhysicalConnection> lease;
    final PhysicalConnection physical;
    private final boolean notesClose;

    /** Written with release order only, which costs nothing: the lease says when it is all over, see {@link #track}. */
    @SuppressWarnings("unused") // Through OVER.
    private boolean over;

    private volatile boolean broken;

    /** Where it ended, if that is noted; written before {@link #over}, read after it. */
    private @Nullable Site endedAt;

    /** Whether commit and rollback are {@link JdbcPool#inTransaction}'s and not the holder's. */
    private volatile boolean inTransaction;

    private volatile int changed;

    /** What is open, as long as that is one thing at a time: for most holders it always is. */
    private volatile @Nullable AutoCloseable first;

    /** The SQL of the first, for a report. */
    private @Nullable String sqlOfFirst;

    /** What else is open. Written under the lock; what stands in it is read under the lock, too. */
    private volatile @Nullable OpenThings more;

    Tenure(Lease<PhysicalConnection> lease, PhysicalConnection physical, boolean notesClose) {
        this.lease = lease;
        this.physical = physical;
        this.notesClose = notesClose;
    }

    /** Has the shells refuse from now on. */
    void end() {
        if (notesClose && endedAt == null) {
            endedAt = Site.here();
        }
        OVER.setRelease(this, true);
    }

    /** Ends this and begins another, of whoever is to hold the connection now, without it being given back in between. */
    Tenure handedOver(UnaryOperator<Lease<PhysicalConnection>> handOver) {
        Tenure next = new Tenure(handOver.apply(lease), physical, notesClose);
        end();
        next.changed = changed;
        next.broken = broken;
        return next;
    }

    boolean isOver() {
        return (boolean) OVER.getAcquire(this);
    }

    /** Refuses a holder whose time is over: the connection may be somebody else's by now. */
    void check() throws SQLException {
        if (isOver()) {
            throw refusal();
        }
    }

    private SQLException refusal() {
        return new SQLException(
                "pool " + physical.terms.pool() + ": this connection was "
                        + (isOver() ? "closed and given back" + place(endedAt) : "taken back from its holder")
                        + "; get another with getConnection()",
                SqlStates.CONNECTION_DOES_NOT_EXIST);
    }

    private static String place(@Nullable Site where) {
        return where == null ? "" : ", at " + where.path();
    }

    /**
     * Looks at a failure for what it says about the connection. One that reaches a holder whose time is over says
     * nothing: it may come from this class, or from the statement that was closed under it.
     */
    <E extends SQLException> E failed(E failure) {
        if (!broken && !isOver() && physical.judge(failure) != Verdict.HARMLESS) {
            broken = true;
        }
        return failure;
    }

    void markBroken() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    /** Notes that the holder changes some session state; before the change, because a failed one may have half worked. */
    void changes(SessionProperty property) {
        note(property.bit());
    }

    /** Notes that the holder got at the driver's own object, so that any session state may have changed unseen. */
    void escaped() {
        note(SessionState.ANY);
    }

    private void note(int bit) {
        if ((changed & bit) == 0) {
            int unused = (int) CHANGED.getAndBitwiseOr(this, bit);
        }
    }

    /** What was noted, for {@link SessionState#restore}. */
    int changed() {
        return changed;
    }

    /**
     * Notes what must be closed when the tenure ends.
     *
     * <p>The thing is noted by a compare-and-set or, beside others, under the lock, the first of those by a volatile write;
     * then a volatile read asks the lease whether it is open. Who ends the tenure ends the lease by a compare-and-set, and
     * then looks for what is open by volatile reads, and under the lock if there is something. All of these are in one
     * order that everybody agrees on, so one of the two sees what the other did.
     *
     * @throws SQLException if it has ended meanwhile; the thing is closed then
     */
    void track(AutoCloseable thing, @Nullable String sql) throws SQLException {
        if (more != null || !FIRST.compareAndSet(this, null, thing)) {
            trackOneMore(thing, sql);
        } else {
            sqlOfFirst = sql;
        }
        if (isOver() || !lease.isOpen()) {
            forget(thing);
            Quietly.run(thing::close);
            throw refusal();
        }
    }

    private synchronized void trackOneMore(AutoCloseable thing, @Nullable String sql) throws SQLException {
        OpenThings others = more;
        if (others == null) {
            others = new OpenThings();
            more = others;
        }
        int open = others.size() + (first == null ? 0 : 1);
        if (open >= physical.terms.mostOpen()) {
            Quietly.run(thing::close);
            throw new TooManyOpenException(others.tooMany(physical, first != null, sqlOfFirst));
        }
        others.add(thing, sql);
    }

    /** Notes what is about to be run on a statement, for whoever asks what this holder does, and refuses when it is over. */
    void runs(AutoCloseable statement, @Nullable String sql) throws SQLException {
        check();
        if (sql != null) {
            physical.runs(sql);
            if (first == statement) {
                sqlOfFirst = sql;
            } else if (more != null) {
                runsAnother(statement, sql);
            }
        }
    }

    private synchronized void runsAnother(AutoCloseable statement, String sql) {
        OpenThings others = more;
        if (others != null) {
            others.runs(statement, sql);
        }
    }

    /** The holder closed it. */
    void forget(AutoCloseable thing) {
        boolean wasFirst = first == thing && FIRST.compareAndSet(this, thing, null);
        if (!wasFirst && more != null) {
            forgetAnother(thing);
        }
    }

    private synchronized void forgetAnother(AutoCloseable thing) {
        OpenThings others = more;
        if (others != null) {
            others.remove(thing);
        }
    }

    /** From here on, or from here on no more, the holder works in a transaction that is not its own to end. */
    void inTransaction(boolean managed) {
        inTransaction = managed;
    }

    /** Refuses what would end the transaction under whoever manages it. */
    void refuseInTransaction(String call) throws SQLException {
        if (inTransaction) {
            throw new SQLException(
                    "pool " + physical.terms.pool() + ": " + call
                            + " is not the work's to call in inTransaction(), which"
                            + " commits when the work returns and rolls back when it throws; next: return or throw, set a"
                            + " savepoint, or use getConnection() and end the transaction yourself",
                    SqlStates.INVALID_TRANSACTION_TERMINATION);
        }
    }

    boolean hasOpen() {
        return first != null || more != null;
    }

    /**
     * Closes what the holder left open, the youngest first; all of it, even if some fails. It goes on being noted until
     * all is closed: who ends the tenure at the same time waits for that, and does not give the connection back before.
     */
    synchronized void closeWhatIsOpen() throws SQLException {
        List<AutoCloseable> left = left();
        SQLException failure = null;
        for (int i = left.size() - 1; i >= 0; i--) {
            try {
                left.get(i).close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new SQLException(
                            "pool " + physical.terms.pool() + ": a statement that was left open cannot be closed", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        more = null;
        FIRST.compareAndSet(this, left.isEmpty() ? null : left.get(0), null);
        if (failure != null) {
            throw failure;
        }
    }

    @GuardedBy("this")
    private List<AutoCloseable> left() {
        List<AutoCloseable> left = new ArrayList<>();
        AutoCloseable oldest = first;
        if (oldest != null) {
            left.add(oldest);
        }
        OpenThings others = more;
        if (others != null) {
            others.addTo(left);
        }
        return left;
    }
}
