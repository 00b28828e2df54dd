package dev.steward.cli.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One connection for each thread, opened when it is first needed and kept, as programs have them that use no pool. One
 * that failed is replaced. Threadsafe.
 */
public final class OwnConnections implements Connections {
    private final Opener opener;
    private final Map<Thread, Connection> open = new ConcurrentHashMap<>();

    /** Opens a connection. */
    @FunctionalInterface
    public interface Opener {
        /** Opens one more. */
        Connection open() throws SQLException;
    }

    /** None is open yet. */
    public OwnConnections(Opener opener) {
        this.opener = opener;
    }

    @Override
    public void use(Work work) throws SQLException {
        Thread self = Thread.currentThread();
        Connection own = open.get(self);
        if (own == null) {
            own = opener.open();
            open.put(self, own);
        }
        try {
            work.with(own);
        } catch (SQLException failure) {
            open.remove(self);
            try {
                own.close();
            } catch (SQLException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /** Closes that of the calling thread, if it has one. */
    public void closeOwn() throws SQLException {
        Connection own = open.remove(Thread.currentThread());
        if (own != null) {
            own.close();
        }
    }
}
