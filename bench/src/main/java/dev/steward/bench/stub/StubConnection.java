package dev.steward.bench.stub;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Remembers its session state, and whether it is open. As most drivers' connections, not threadsafe. */
final class StubConnection extends UnsupportedConnection {
    private final String url;
    private final Properties clientInfo = new Properties();
    private Map<String, Class<?>> typeMap = new HashMap<>();
    private @Nullable String catalog = "stub";
    private @Nullable String schema = "public";
    private boolean autoCommit = true;
    private boolean readOnly;
    private boolean closed;
    private int isolation = TRANSACTION_READ_COMMITTED;
    private int holdability = ResultSet.CLOSE_CURSORS_AT_COMMIT;
    private int networkTimeout;

    StubConnection(String url) {
        this.url = url;
    }

    private void refuseIfClosed() throws SQLException {
        if (closed) {
            throw new SQLException("the connection is closed", "08003");
        }
    }

    @Override
    public Statement createStatement() throws SQLException {
        refuseIfClosed();
        return new StubStatement(this);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        refuseIfClosed();
        return new StubPreparedStatement(this);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
            throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void abort(Executor executor) {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isValid(int timeout) {
        return !closed;
    }

    @Override
    public DatabaseMetaData getMetaData() {
        return new StubMetaData(this, url);
    }

    @Override
    public void commit() throws SQLException {
        refuseIfClosed();
    }

    @Override
    public void rollback() throws SQLException {
        refuseIfClosed();
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        refuseIfClosed();
        return null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        refuseIfClosed();
    }

    @Override
    public void setAutoCommit(boolean value) throws SQLException {
        refuseIfClosed();
        autoCommit = value;
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        refuseIfClosed();
        return autoCommit;
    }

    @Override
    public void setReadOnly(boolean value) {
        readOnly = value;
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public void setCatalog(@Nullable String value) {
        catalog = value;
    }

    @Override
    public @Nullable String getCatalog() {
        return catalog;
    }

    @Override
    public void setSchema(@Nullable String value) {
        schema = value;
    }

    @Override
    public @Nullable String getSchema() {
        return schema;
    }

    @Override
    public void setTransactionIsolation(int level) {
        isolation = level;
    }

    @Override
    public int getTransactionIsolation() {
        return isolation;
    }

    @Override
    public void setHoldability(int value) {
        holdability = value;
    }

    @Override
    public int getHoldability() {
        return holdability;
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) {
        networkTimeout = milliseconds;
    }

    @Override
    public int getNetworkTimeout() {
        return networkTimeout;
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) {
        typeMap = map;
    }

    @Override
    public Map<String, Class<?>> getTypeMap() {
        return typeMap;
    }

    @Override
    public void setClientInfo(String name, @Nullable String value) {
        if (value == null) {
            clientInfo.remove(name);
        } else {
            clientInfo.setProperty(name, value);
        }
    }

    @Override
    public void setClientInfo(Properties properties) {
        clientInfo.clear();
        clientInfo.putAll(properties);
    }

    @Override
    public Properties getClientInfo() {
        return clientInfo;
    }

    @Override
    public String getClientInfo(String name) {
        return clientInfo.getProperty(name);
    }
}
