package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The session state of a physical connection as it was read when the connection was created, to which it comes back
 * after each holder. Read and not assumed: a driver, a URL or the database's own settings decide the defaults too.
 * Immutable.
 */
final class SessionState {
    /** The bit that says that any property may have been changed, unseen. */
    static final int ANY = 1 << 30;

    private final boolean autoCommit;
    private final Map<SessionProperty, @Nullable Object> values;
    private final Set<SessionProperty> unreadable;

    private SessionState(
            boolean autoCommit, Map<SessionProperty, @Nullable Object> values, Set<SessionProperty> unreadable) {
        this.autoCommit = autoCommit;
        this.values = values;
        this.unreadable = unreadable;
    }

    /**
     * Reads the state of a connection that is in auto-commit, so that reading begins no transaction.
     *
     * @param autoCommit what auto-commit shall be when a holder gets the connection
     */
    static SessionState read(Connection connection, boolean autoCommit) {
        Map<SessionProperty, @Nullable Object> values = new EnumMap<>(SessionProperty.class);
        Set<SessionProperty> unreadable = EnumSet.noneOf(SessionProperty.class);
        for (SessionProperty property : SessionProperty.values()) {
            try {
                values.put(property, property.read(connection));
            } catch (SQLException | RuntimeException | AbstractMethodError e) { // The driver does not know it.
                unreadable.add(property);
            }
        }
        return new SessionState(autoCommit, values, unreadable);
    }

    /**
     * Brings back the network timeout, before anything is sent: the rest of the cleaning may take as long as the pool's
     * own timeout allows, not as long as the holder's did.
     *
     * @param changed as for {@link #restore}
     * @return what is left to be brought back
     */
    int restoreNetworkTimeout(Connection connection, int changed) throws SQLException {
        SessionProperty timeout = SessionProperty.NETWORK_TIMEOUT;
        boolean noted = (changed & timeout.bit()) != 0;
        if (unreadable.contains(timeout) || !(noted || ((changed & ANY) != 0 && differs(connection, timeout)))) {
            return changed;
        }
        timeout.write(connection, values.get(timeout));
        return changed & ~timeout.bit();
    }

    /**
     * Brings back what the holder changed.
     *
     * @param inAutoCommit what the connection says of itself
     * @param changed the bits of the properties that were changed, or {@link #ANY}
     * @throws SQLException if something cannot be brought back; the connection must not be used again then
     */
    void restore(Connection connection, boolean inAutoCommit, int changed) throws SQLException {
        boolean now = changed == 0 ? inAutoCommit : restoreProperties(connection, inAutoCommit, changed);
        if (now != autoCommit) {
            connection.setAutoCommit(autoCommit);
        }
    }

    /** Gives what auto-commit is afterwards. */
    private boolean restoreProperties(Connection connection, boolean inAutoCommit, int changed) throws SQLException {
        boolean any = (changed & ANY) != 0;
        boolean now = inAutoCommit;
        if (any && !now) {
            connection.setAutoCommit(true);
            now = true;
        }
        for (SessionProperty property : SessionProperty.values()) {
            if ((changed & property.bit()) != 0 || (any && differs(connection, property))) {
                if (unreadable.contains(property)) {
                    throw new SQLException("the " + property + " of the session was changed, and the driver did not say"
                            + " what it was before");
                }
                if (!now) {
                    // Some databases set session state by a statement. Outside auto-commit that would begin a
                    // transaction, and the next holder's rollback would undo it.
                    connection.setAutoCommit(true);
                    now = true;
                }
                property.write(connection, values.get(property));
            }
        }
        return now;
    }

    /** After the driver's own object was handed out, whatever reads differently has been changed. */
    private boolean differs(Connection connection, SessionProperty property) throws SQLException {
        return !unreadable.contains(property) && !Objects.equals(property.read(connection), values.get(property));
    }
}
