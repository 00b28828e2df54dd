package dev.steward.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects through the driver that accepts a URL. The driver is called directly: {@link DriverManager} would try every
 * driver that is there, and name the URL in what it throws.
 */
final class DriverConnector implements Connector {
    private final String url;
    private final DriverChoice choice;
    private final Map<String, String> properties;
    private final @Nullable Supplier<Credentials> credentials;
    private final Duration connectTimeout;

    DriverConnector(
            String url,
            DriverChoice choice,
            Map<String, String> properties,
            @Nullable Supplier<Credentials> credentials,
            Duration connectTimeout) {
        this.url = url;
        this.choice = choice;
        this.properties = Map.copyOf(properties);
        this.credentials = credentials;
        this.connectTimeout = connectTimeout;
    }

    @Override
    public Connection connect() throws SQLException {
        Properties all = new Properties();
        ConnectTimeouts.of(url, connectTimeout).forEach(all::setProperty);
        properties.forEach(all::setProperty);
        String password = properties.get("password");
        if (credentials != null) {
            Credentials now = credentials.get();
            password = now.password();
            all.setProperty("user", now.user());
            all.setProperty("password", password);
        }
        try {
            Connection connection = driver().connect(url, all);
            if (connection == null) {
                throw new NoDriverException(target());
            }
            return connection;
        } catch (NoDriverException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            throw Secrets.in(url, password).scrub(e);
        }
    }

    private Driver driver() throws NoDriverException {
        try {
            return choice.driver(url);
        } catch (NoDriverException e) {
            throw e;
        } catch (SQLException e) {
            throw new NoDriverException(target());
        }
    }

    @Override
    public String target() {
        return Secrets.maskUrl(url);
    }
}
