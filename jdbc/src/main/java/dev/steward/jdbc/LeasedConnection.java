package dev.steward.jdbc;

import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * The connection that a holder gets: it is the lease. Closing it gives the physical connection back, clean or not at
 * all; whatever is asked of it later is refused, since another may hold the physical connection by then.
 *
 * <p>As threadsafe as the driver's connection. Any number of threads may close it at once; one of them does.
 */
final class LeasedConnection extends DelegatingConnection {
    private static final System.Logger LOG = System.getLogger(JdbcPool.class.getName());

    LeasedConnection(Connection raw, Tenure tenure) {
        super(tenure, raw);
    }

    /** The lease decides which of several is the one, for {@link #abort} as well. */
    @Override
    public void close() {
        if (!tenure.isOver()) {
            tenure.end();
            giveBack();
            if (tenure.hasOpen()) { // By a thread that used the connection while this one closed it.
                Quietly.run(tenure::closeWhatIsOpen);
            }
        }
    }

    private void giveBack() {
        boolean reusable = !tenure.hasOpen() || closesWhatIsOpen();
        if (!reusable || tenure.isBroken() || isLost()) {
            tenure.lease.invalidate();
            return;
        }
        int changed = tenure.changed();
        if (changed != 0) {
            try {
                tenure.lease.get().noteChanged(changed);
            } catch (ResourceException closedMeanwhile) {
                return;
            }
        }
        tenure.lease.close(); // The pool's reset makes the connection clean, or the pool destroys it.
    }

    /** The physical connection under another holder's name; this one is over. */
    LeasedConnection handedOver(UnaryOperator<Lease<PhysicalConnection>> handOver) throws SQLException {
        tenure.closeWhatIsOpen();
        Tenure next = tenure.handedOver(handOver);
        return new LeasedConnection(raw, next);
    }

    private boolean closesWhatIsOpen() {
        try {
            tenure.closeWhatIsOpen();
            return true;
        } catch (SQLException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what a holder left open cannot be closed, the connection is destroyed",
                    e);
            return false;
        }
    }

    /** Drivers know it without asking the server. */
    private boolean isLost() {
        try {
            return raw.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return tenure.isOver() || raw.isClosed();
    }

    @Override
    public boolean isValid(int timeout) throws SQLException {
        if (timeout < 0) {
            throw new SQLException("isValid: the timeout must be 0 (no limit) or more seconds, got " + timeout);
        }
        if (tenure.isOver()) {
            return false;
        }
        boolean valid = raw.isValid(timeout);
        if (!valid) {
            tenure.markBroken();
        }
        return valid;
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        if (!tenure.isOver()) {
            tenure.end();
            Lease<PhysicalConnection> own;
            try {
                own = tenure.lease.handOver("abort"); // From here on nobody else can give it back.
            } catch (ResourceException closedMeanwhile) {
                return;
            }
            try {
                raw.abort(executor);
            } finally {
                own.invalidate();
            }
        }
    }

    @Override
    public Statement createStatement() throws SQLException {
        return leased(super.createStatement());
    }

    @Override
    public Statement createStatement(int resultSetType, int resultSetConcurrency) throws SQLException {
        return leased(super.createStatement(resultSetType, resultSetConcurrency));
    }

    @Override
    public Statement createStatement(int resultSetType, int resultSetConcurrency, int resultSetHoldability)
            throws SQLException {
        return leased(super.createStatement(resultSetType, resultSetConcurrency, resultSetHoldability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return leased(super.prepareStatement(sql), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
            throws SQLException {
        return leased(super.prepareStatement(sql, resultSetType, resultSetConcurrency), sql);
    }

    @Override
    public PreparedStatement prepareStatement(
            String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability) throws SQLException {
        return leased(super.prepareStatement(sql, resultSetType, resultSetConcurrency, resultSetHoldability), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return leased(super.prepareStatement(sql, autoGeneratedKeys), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return leased(super.prepareStatement(sql, columnIndexes), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return leased(super.prepareStatement(sql, columnNames), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return leased(super.prepareCall(sql), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency) throws SQLException {
        return leased(super.prepareCall(sql, resultSetType, resultSetConcurrency), sql);
    }

    @Override
    public CallableStatement prepareCall(
            String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability) throws SQLException {
        return leased(super.prepareCall(sql, resultSetType, resultSetConcurrency, resultSetHoldability), sql);
    }

    private Statement leased(Statement statement) throws SQLException {
        tenure.track(statement, null);
        return new LeasedStatement<>(this, statement, null);
    }

    private PreparedStatement leased(PreparedStatement statement, String sql) throws SQLException {
        tenure.track(statement, sql);
        return new LeasedPreparedStatement<>(this, statement, sql);
    }

    private CallableStatement leased(CallableStatement statement, String sql) throws SQLException {
        tenure.track(statement, sql);
        return new LeasedCallableStatement(this, statement, sql);
    }

    @Override
    public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
        return new LeasedArray(tenure, null, super.createArrayOf(typeName, elements));
    }

    @Override
    public void commit() throws SQLException {
        tenure.refuseInTransaction("commit()");
        super.commit();
    }

    @Override
    public void rollback() throws SQLException {
        tenure.refuseInTransaction("rollback()");
        super.rollback();
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        tenure.refuseInTransaction("setAutoCommit()");
        super.setAutoCommit(autoCommit);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return new LeasedDatabaseMetaData(this, super.getMetaData());
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        tenure.changes(SessionProperty.READ_ONLY);
        super.setReadOnly(readOnly);
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        tenure.changes(SessionProperty.ISOLATION);
        super.setTransactionIsolation(level);
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        tenure.changes(SessionProperty.CATALOG);
        super.setCatalog(catalog);
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        tenure.changes(SessionProperty.SCHEMA);
        super.setSchema(schema);
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        tenure.changes(SessionProperty.HOLDABILITY);
        super.setHoldability(holdability);
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        tenure.changes(SessionProperty.NETWORK_TIMEOUT);
        super.setNetworkTimeout(executor, milliseconds);
    }

    /** A driver may give out the map it works with, so that a change of the map is a change of the session. */
    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        tenure.changes(SessionProperty.TYPE_MAP);
        return super.getTypeMap();
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        tenure.changes(SessionProperty.TYPE_MAP);
        super.setTypeMap(map);
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        Connection connection = liveForClientInfo();
        tenure.changes(SessionProperty.CLIENT_INFO);
        try {
            connection.setClientInfo(name, value);
        } catch (SQLClientInfoException e) {
            throw failed(e);
        }
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        Connection connection = liveForClientInfo();
        tenure.changes(SessionProperty.CLIENT_INFO);
        try {
            connection.setClientInfo(properties);
        } catch (SQLClientInfoException e) {
            throw failed(e);
        }
    }

    private Connection liveForClientInfo() throws SQLClientInfoException {
        try {
            return live();
        } catch (SQLException e) {
            throw new SQLClientInfoException(e.getMessage(), e.getSQLState(), Map.of(), e);
        }
    }
}
