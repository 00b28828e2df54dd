package dev.steward.bench.stub;

import java.sql.Connection;

/** What pools ask for when they open a connection. Immutable. */
final class StubMetaData extends UnsupportedMetaData {
    private final StubConnection connection;
    private final String url;

    StubMetaData(StubConnection connection, String url) {
        this.connection = connection;
        this.url = url;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public String getURL() {
        return url;
    }

    @Override
    public String getUserName() {
        return "bench";
    }

    @Override
    public String getDatabaseProductName() {
        return "Stub";
    }

    @Override
    public String getDatabaseProductVersion() {
        return "1";
    }

    @Override
    public String getDriverName() {
        return "Stub";
    }

    @Override
    public String getDriverVersion() {
        return "1";
    }

    @Override
    public int getDriverMajorVersion() {
        return 1;
    }

    @Override
    public int getDriverMinorVersion() {
        return 0;
    }

    @Override
    public int getJDBCMajorVersion() {
        return 4;
    }

    @Override
    public int getJDBCMinorVersion() {
        return 3;
    }
}
