package dev.steward.jdbc;

import dev.steward.resource.Conflicts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where connections come from, as far as it has been described. Confined to the builder. */
final class Origin {
    final Map<String, String> properties = new LinkedHashMap<>();

    @Nullable
    String url;

    @Nullable
    String driverClass;

    @Nullable
    DataSource dataSource;

    @Nullable
    String user;

    @Nullable
    String password;

    @Nullable
    Supplier<Credentials> credentials;

    void check(Conflicts conflicts) {
        conflicts.expect(url != null || dataSource != null, "url: missing; set it, or a dataSource");
        conflicts.expect(url == null || dataSource == null, "url: excludes dataSource; set one of them");
        conflicts.expect(
                url == null || url.startsWith("jdbc:"),
                "url: must begin with jdbc:, got " + Secrets.maskUrl(String.valueOf(url)));
        conflicts.expect(
                dataSource == null || properties.isEmpty(),
                "property: excludes dataSource; set the properties on the data source");
        conflicts.expect(
                dataSource == null || driverClass == null, "driverClass: excludes dataSource, which has its driver");
        conflicts.expect(driverClass == null || !driverClass.isBlank(), "driverClass: must not be blank");
        conflicts.expect(
                credentials == null || (user == null && password == null),
                "credentials: excludes user and password; set one or the other");
        conflicts.expect(password == null || user != null, "password: needs a user");
        boolean given = user != null || credentials != null;
        conflicts.expect(
                !given || (!properties.containsKey("user") && !properties.containsKey("password")),
                "property: user and password are set twice; leave them to user and password, or to credentials");
        conflicts.expect(
                !given || url == null || !Secrets.isIn(url),
                "url: holds a password, and user or credentials are set too; leave it to one of them");
    }

    @Nullable
    Supplier<Credentials> credentialSource() {
        if (credentials != null || user == null) {
            return credentials;
        }
        Credentials fixed = Credentials.of(user, password == null ? "" : password);
        return () -> fixed;
    }

    Connector connector(@Nullable Supplier<Credentials> source, Duration connectTimeout) {
        return dataSource != null
                ? new DataSourceConnector(dataSource, source)
                : new DriverConnector(
                        String.valueOf(url), DriverChoice.of(driverClass), properties, source, connectTimeout);
    }

    /** Without secrets. */
    String shown() {
        return url == null ? String.valueOf(dataSource == null ? null : dataSource.getClass()) : Secrets.maskUrl(url);
    }
}
