package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The meta data of a leased connection. As threadsafe as the driver's. */
final class LeasedDatabaseMetaData extends DelegatingDatabaseMetaData {
    private final LeasedConnection connection;

    LeasedDatabaseMetaData(LeasedConnection connection, DatabaseMetaData raw) {
        super(connection.tenure, raw);
        this.connection = connection;
    }

    /** The shell, so that nobody gets at the physical connection this way. */
    @Override
    public Connection getConnection() throws SQLException {
        tenure.check();
        return connection;
    }

    /** Remembered by itself: it comes from a statement of the driver's own, which nobody closes otherwise. */
    @Override
    ResultSet leased(ResultSet raw) throws SQLException {
        tenure.track(raw, null);
        return new LeasedResultSet(tenure, null, raw);
    }
}
