package dev.steward.jdbc;

import dev.steward.pool.Pool;
import dev.steward.pool.PoolStatistics;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import dev.steward.resource.ForwardingManaged;
import dev.steward.resource.Lease;
import dev.steward.resource.Lessor;
import dev.steward.resource.Resizable;
import dev.steward.resource.ResourceException;
import dev.steward.resource.Tracing;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool of database connections behind the {@link DataSource} that every library knows. A connection that it gives is
 * a lease: closing it gives the physical connection back.
 *
 * <p>At close, what the holder left open is closed, unfinished work is rolled back, warnings are cleared, and the
 * session state that was changed comes back to what it was when the connection was created: auto-commit, read-only,
 * isolation, catalog, schema, holdability, network timeout, client info and type map. A connection for which that does
 * not succeed is destroyed, and so is one that broke in use: it never reaches the next holder. What a holder changes by
 * SQL alone, such as a {@code SET}, stays changed unless {@link JdbcPoolBuilder#resetSql} is set.
 *
 * <p>A connection may be closed from any thread, and by several at once. Used after it was closed it refuses with
 * SQLSTATE 08003, and says where it was closed if every lease is {@linkplain #trace traced}. It must be closed when no other thread is in the middle of using it, as with any driver.
 *
 * <p>Threadsafe. It holds threads and connections until it is closed.
 */
public final class JdbcPool extends ForwardingManaged implements DataSource, Lessor, Resizable {
    private final Pool<PhysicalConnection> pool;
    private final String name;
    private final Connector connector;
    private final @Nullable Supplier<Credentials> credentials;
    private final Transactions transactions = new Transactions(this);
    private volatile int loginTimeoutSeconds;

    /** Whether connections remember where they were closed. */
    private volatile boolean notesCloses;

    JdbcPool(Pool<PhysicalConnection> pool, Connector connector, @Nullable Supplier<Credentials> credentials) {
        super(pool);
        this.pool = pool;
        this.name = pool.name();
        this.connector = connector;
        this.credentials = credentials;
    }

    /**
     * Begins to describe a pool.
     *
     * @param name its name in messages and reports
     * @return a builder
     */
    public static JdbcPoolBuilder builder(String name) {
        return new JdbcPoolBuilder(name);
    }

    /**
     * Leases a connection, and waits for one if need be.
     *
     * @return an open, clean connection; close it to give it back
     * @throws PoolExhaustedException if none became free in time; the message names the holders
     * @throws PoolSaturatedException if too many wait already
     * @throws DatabaseUnavailableException if opening connections has failed for so long that waiting is pointless now
     * @throws ConnectFailedException if none can be opened and waiting would not help
     * @throws PoolClosedException if the pool is closed
     * @throws SQLException with SQLSTATE STW04 if the thread is interrupted while it waits; its flag stays set
     */
    @Override
    public Connection getConnection() throws SQLException {
        return lease();
    }

    LeasedConnection lease() throws SQLException {
        try {
            int seconds = loginTimeoutSeconds;
            return shellOf(seconds == 0 ? pool.acquire() : pool.acquire(Duration.ofSeconds(seconds)));
        } catch (ResourceException refusal) {
            throw SqlRefusal.of(refusal);
        }
    }

    /** Opens one connection, so that the start of a program can fail if there is none. */
    void open(Duration patience) {
        try {
            pool.acquire(patience).close();
        } catch (ResourceException refused) {
            pool.close(Duration.ZERO);
            throw new IllegalStateException(
                    "JDBC pool " + name + " cannot start within " + Durations.format(patience) + " (startWithin): "
                            + refused.getMessage(),
                    SqlRefusal.of(refused));
        }
    }

    /**
     * Leases a connection if one is idle, without waiting. When none is and there is room for more, one is opened in
     * the background for a later call. One that has to be checked first counts as none.
     *
     * @return an open, clean connection; or empty
     * @throws PoolClosedException if the pool is closed
     * @throws SQLException if the driver fails at the begin of a request
     */
    public Optional<Connection> tryGetConnection() throws SQLException {
        try {
            Optional<Lease<PhysicalConnection>> lease = pool.tryAcquire();
            return lease.isEmpty() ? Optional.empty() : Optional.of(shellOf(lease.get()));
        } catch (ResourceException refusal) {
            throw SqlRefusal.of(refusal);
        }
    }

    private LeasedConnection shellOf(Lease<PhysicalConnection> lease) throws SQLException {
        PhysicalConnection physical = lease.get();
        physical.begin();
        if (physical.knowsBoundaries()) {
            beginRequest(lease, physical);
        }
        return new LeasedConnection(physical.raw, new Tenure(lease, physical, notesCloses));
    }

    /** A driver that cannot even begin has no connection to give. */
    private static void beginRequest(Lease<PhysicalConnection> lease, PhysicalConnection physical) throws SQLException {
        boolean begun = false;
        try {
            physical.beginRequest();
            begun = true;
        } finally {
            if (!begun) {
                lease.invalidate();
            }
        }
    }

    /**
     * Leases a connection for the pool's own user only: a pool whose connections belong to several users would have to
     * give every one of them its share of the maximum.
     *
     * @param user must be the pool's user
     * @param password must be that user's password
     * @return as {@link #getConnection()}
     * @throws SQLFeatureNotSupportedException if user and password are not the pool's own
     * @throws SQLException as {@link #getConnection()}
     */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        if (credentials == null || user == null || password == null) {
            throw ownUserOnly();
        }
        if (!credentials.get().equals(Credentials.of(user, password))) {
            throw ownUserOnly();
        }
        return getConnection();
    }

    private SQLFeatureNotSupportedException ownUserOnly() {
        return new SQLFeatureNotSupportedException("pool " + pool.name()
                + " leases connections of its own user only: call getConnection(), or build a pool for the other user");
    }

    /**
     * Runs work in a transaction on a connection of its own: committed when the work returns, rolled back whatever it
     * throws.
     *
     * <p>The work may neither commit nor roll back itself, except to a savepoint, nor close the connection, nor begin
     * another transaction of this pool in the same thread: each is refused, with what to do instead.
     *
     * @param work gets the connection, with auto-commit off
     * @param <R> the result
     * @return what the work returned, after the commit
     * @throws SQLException what the work threw, or the commit, or as {@link #getConnection()}
     */
    public <R extends @Nullable Object> R inTransaction(SqlFunction<R> work) throws SQLException {
        return transactions.run(TransactionRetry.never(), work);
    }

    /**
     * The same, and again if the database breaks the transaction off because it could not be serialized with others or
     * was the victim of a deadlock. So the work may be run several times, each time on a connection of its own, and must
     * do nothing outside the database that may not be done twice.
     *
     * @param retry how often, and with what pauses
     * @param work as for {@link #inTransaction(SqlFunction)}
     * @param <R> the result
     * @return what the work returned in the attempt that was committed
     * @throws SQLException as {@link #inTransaction(SqlFunction)}; the failures of earlier attempts are suppressed in it
     */
    public <R extends @Nullable Object> R inTransaction(TransactionRetry retry, SqlFunction<R> work)
            throws SQLException {
        return transactions.run(retry, work);
    }

    /**
     * After what idle time connections have turned out to be dead, if that happened again and again: something between
     * here and the database, or the database itself, ends them. The pool checks idle ones more often then.
     *
     * @return the age; empty as long as nothing of the kind was seen
     */
    public Optional<Duration> learnedIdleLimit() {
        return pool.learnedIdleLimit();
    }

    /**
     * Changes the bounds at run time. A smaller maximum is reached as connections come back; it disturbs nobody.
     *
     * @param min the number of connections to keep at least
     * @param max the number never to exceed
     * @throws IllegalArgumentException if min is negative, max is below 1, or min is above max
     */
    @Override
    public void resize(int min, int max) {
        pool.resize(min, max);
    }

    /** Has every connection replaced, after a failover for example: idle ones now, leased ones when they come back. */
    public void evictAll() {
        pool.evictAll();
    }

    /** Gives no connections until {@link #resume()}; callers wait meanwhile, within their timeouts. */
    public void suspend() {
        pool.suspend();
    }

    /** Ends {@link #suspend()}; those who waited are served in their order. */
    public void resume() {
        pool.resume();
    }

    /**
     * The pool's figures. Reading them costs the holders nothing.
     *
     * @return the figures
     */
    public PoolStatistics statistics() {
        return pool.statistics();
    }

    /**
     * None: messages go to {@link System.Logger}.
     *
     * @return null
     */
    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    /**
     * Refused unless it asks for what is so already.
     *
     * @param writer null
     * @throws SQLFeatureNotSupportedException if it is a writer
     */
    @Override
    public void setLogWriter(@Nullable PrintWriter writer) throws SQLFeatureNotSupportedException {
        if (writer != null) {
            throw new SQLFeatureNotSupportedException(
                    "pool " + pool.name() + " logs to System.Logger: configure that, not a log writer");
        }
    }

    /**
     * How long {@link #getConnection()} waits, in place of the timeout the pool was built with.
     *
     * @param seconds zero for the timeout the pool was built with
     * @throws SQLException if it is negative
     */
    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        if (seconds < 0) {
            throw new SQLException("pool " + pool.name()
                    + ": the login timeout must be 0 (as the pool was built) or more seconds, got " + seconds);
        }
        loginTimeoutSeconds = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeoutSeconds;
    }

    /**
     * There is none.
     *
     * @return nothing
     * @throws SQLFeatureNotSupportedException always, as JDBC asks of those that do not use java.util.logging
     */
    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("pool " + pool.name() + " logs to System.Logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (connector instanceof DataSourceConnector source) {
            DataSource inner = source.dataSource();
            return type.isInstance(inner) ? type.cast(inner) : inner.unwrap(type);
        }
        throw new SQLException("pool " + pool.name() + " wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this)
                || (connector instanceof DataSourceConnector source
                        && (type.isInstance(source.dataSource())
                                || source.dataSource().isWrapperFor(type)));
    }

    @Override
    public String name() {
        return name;
    }

    /** {@inheritDoc} When all are traced, a connection that is used after it was closed says where that was. */
    @Override
    public void trace(Tracing tracing) {
        notesCloses = tracing == Tracing.ALL;
        pool.trace(tracing);
    }

    @Override
    public long mostPerLease() {
        return pool.mostPerLease();
    }

    /** {@inheritDoc} The connection that the lease gives may be closed in its place. */
    @Override
    public Lease<Connection> lease(long amount, Duration timeout) {
        try {
            return new ConnectionLease(this, shellOf(pool.lease(amount, timeout)));
        } catch (SQLException driver) {
            throw new CreationFailedException(
                    name, name + ": the driver failed at the begin of a request: " + driver.getMessage(), driver);
        }
    }

    @Override
    public int leastSize() {
        return pool.leastSize();
    }

    @Override
    public int mostSize() {
        return pool.mostSize();
    }

    @Override
    public Optional<String> target() {
        return Optional.of(connector.target());
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return pool + ", to " + connector.target();
    }
}
