package dev.steward.jdbc;

import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import dev.steward.resource.StaleLeaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/**
 * A connection as a lease, for who acquires it by its kind: elsewhere the connection is the lease. Threadsafe, as far as the
 * connection is.
 */
final class ConnectionLease implements Lease<Connection> {
    private final JdbcPool pool;
    private final LeasedConnection connection;

    ConnectionLease(JdbcPool pool, LeasedConnection connection) {
        this.pool = pool;
        this.connection = connection;
    }

    @Override
    public Connection get() {
        if (!isOpen()) {
            throw new StaleLeaseException(
                    pool.name(),
                    pool.name()
                            + ": this lease was closed, invalidated or handed over and holds no connection any more;"
                            + " next: use the lease it was handed to, or acquire a new one",
                    null);
        }
        return connection;
    }

    @Override
    public boolean isOpen() {
        return !connection.tenure.isOver();
    }

    /**
     * {@inheritDoc} The connection that this lease gave is over with it, with what is open on it; the new lease gives another,
     * on the same physical connection, with the session as it was left.
     */
    @Override
    public Lease<Connection> handOver(String holder) {
        return handOver(lease -> lease.handOver(holder));
    }

    /** {@inheritDoc} As to a name, with another connection. */
    @Override
    public Lease<Connection> handOver(Thread holder) {
        if (!holder.isAlive()) {
            // Asked here already, because what is open is closed before the lease of the pool is handed over.
            throw new IllegalArgumentException(pool.name() + ": a lease is handed over to a thread that is alive, and "
                    + holder.getName() + " has not begun or has ended; next: start it first, or hand over to a name");
        }
        return handOver(lease -> lease.handOver(holder));
    }

    private Lease<Connection> handOver(UnaryOperator<Lease<PhysicalConnection>> handOver) {
        get();
        try {
            return new ConnectionLease(pool, connection.handedOver(handOver));
        } catch (SQLException unclosable) {
            throw unusable(unclosable);
        }
    }

    private ResourceException unusable(SQLException failure) {
        connection.tenure.markBroken();
        connection.close();
        return new StaleLeaseException(
                pool.name(),
                pool.name() + ": what is open on the connection cannot be closed, so it is not handed over but"
                        + " destroyed: " + failure.getMessage(),
                failure);
    }

    @Override
    public void invalidate() {
        if (isOpen()) {
            connection.tenure.markBroken();
            connection.close();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
