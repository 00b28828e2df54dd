package dev.steward.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A prepared statement of a leased connection. As threadsafe as the driver's statement. */
class LeasedPreparedStatement<P extends PreparedStatement> extends DelegatingPreparedStatement<P> {
    LeasedPreparedStatement(LeasedConnection connection, P raw, String sql) {
        super(connection, raw, sql);
    }

    @Override
    public final ResultSet executeQuery() throws SQLException {
        return leased(super.executeQuery());
    }
}
