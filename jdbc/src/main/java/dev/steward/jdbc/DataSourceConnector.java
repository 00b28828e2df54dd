package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connects through a data source that opens a new connection at each call. */
final class DataSourceConnector implements Connector {
    private final DataSource dataSource;
    private final @Nullable Supplier<Credentials> credentials;

    DataSourceConnector(DataSource dataSource, @Nullable Supplier<Credentials> credentials) {
        this.dataSource = dataSource;
        this.credentials = credentials;
    }

    DataSource dataSource() {
        return dataSource;
    }

    @Override
    public Connection connect() throws SQLException {
        String password = null;
        try {
            Connection connection;
            if (credentials == null) {
                connection = dataSource.getConnection();
            } else {
                Credentials now = credentials.get();
                password = now.password();
                connection = dataSource.getConnection(now.user(), password);
            }
            if (connection == null) {
                throw new SQLException("the data source gave null instead of a connection");
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            throw Secrets.in(null, password).scrub(e);
        }
    }

    @Override
    public String target() {
        return dataSource.getClass().getName();
    }
}
