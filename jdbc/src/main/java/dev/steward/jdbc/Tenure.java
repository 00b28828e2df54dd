package dev.steward.jdbc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one holder did with a physical connection between acquire and close: whether it is over, what was left open,
 * which session state was changed, and whether the connection broke.
 *
 * <p>The physical connection knows its tenure, and the holder's shells know it; the tenure knows neither shells nor
 * lease. So a shell that its holder forgot can be collected, which is how a leak shows, although the pool keeps the
 * physical connection.
 *
 * <p>Threadsafe: JDBC lets several threads use a connection, and two may close it at once.
 */
final class Tenure {
    private static final VarHandle OVER;
    private static final VarHandle CHANGED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OVER = lookup.findVarHandle(Tenure.class, "over", boolean.class);
            CHANGED = lookup.findVarHandle(Tenure.class, "changed", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String pool;
    private final FailureVerdict verdict;
    private volatile boolean over;
    private volatile boolean broken;
    private volatile boolean escaped;
    private volatile int changed;

    @GuardedBy("this")
    private @Nullable List<AutoCloseable> open;

    Tenure(String pool, FailureVerdict verdict) {
        this.pool = pool;
        this.verdict = verdict;
    }

    /** Ends it; true for the one call that did. */
    boolean end() {
        return OVER.compareAndSet(this, false, true);
    }

    boolean isOver() {
        return over;
    }

    /** Refuses a holder whose time is over: the connection may be somebody else's by now. */
    void check() throws SQLException {
        if (over) {
            throw new SQLException(
                    "pool " + pool + ": this connection was closed and given back; get another with getConnection()",
                    SqlStates.CONNECTION_DOES_NOT_EXIST);
        }
    }

    /**
     * Looks at a failure for what it says about the connection. One that reaches a holder whose time is over says
     * nothing: it may come from this class, or from the statement that was closed under it.
     */
    <E extends SQLException> E failed(E failure) {
        if (!broken && !over && verdict.isFatal(failure)) {
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
        if ((changed & property.bit()) == 0) {
            int unused = (int) CHANGED.getAndBitwiseOr(this, property.bit());
        }
    }

    boolean hasChanged(SessionProperty property) {
        return (changed & property.bit()) != 0;
    }

    /** Notes that the holder got at the driver's own object, so that any session state may have changed unseen. */
    void escaped() {
        escaped = true;
    }

    boolean hasEscaped() {
        return escaped;
    }

    /**
     * Notes what must be closed when the tenure ends.
     *
     * @throws SQLException if it has ended meanwhile; the thing is closed then
     */
    void track(AutoCloseable thing) throws SQLException {
        synchronized (this) {
            // The end is marked before what is open is collected under this lock: either this sees the mark, or the
            // collector sees the thing.
            if (!over) {
                if (open == null) {
                    open = new ArrayList<>(4);
                }
                open.add(thing);
                return;
            }
        }
        Quietly.run(thing::close);
        check();
    }

    /** The holder closed it. The search begins with the youngest, which is the usual one. */
    synchronized void forget(AutoCloseable thing) {
        if (open != null) {
            for (int i = open.size() - 1; i >= 0; i--) {
                if (open.get(i) == thing) {
                    open.remove(i);
                    return;
                }
            }
        }
    }

    /** Closes what the holder left open, the youngest first; all of it, even if some fails. */
    void closeWhatIsOpen() throws SQLException {
        List<AutoCloseable> left;
        synchronized (this) {
            left = open == null ? List.of() : open;
            open = null;
        }
        SQLException failure = null;
        for (int i = left.size() - 1; i >= 0; i--) {
            try {
                left.get(i).close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new SQLException("pool " + pool + ": a statement that was left open cannot be closed", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
