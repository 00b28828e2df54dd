package dev.steward.jdbc;

import dev.steward.pool.Pool;
import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Kind;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link JdbcPool}. It needs a {@link #url} or a {@link #dataSource}; every other option has a default that
 * serves. {@link #build()} checks all of them together and connects to nothing. Not threadsafe.
 */
public final class JdbcPoolBuilder implements Blueprint<JdbcPool> {
    private static final List<Integer> ISOLATIONS = List.of(
            Connection.TRANSACTION_READ_UNCOMMITTED,
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_REPEATABLE_READ,
            Connection.TRANSACTION_SERIALIZABLE);

    private final String name;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private @Nullable String url;
    private @Nullable DataSource dataSource;
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable Supplier<Credentials> credentials;
    private int min;
    private int max = 10;
    private Duration acquireTimeout = Duration.ofSeconds(30);
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ofMinutes(10);
    private Duration lifetime = Duration.ofMinutes(30);
    private Duration checkAfterIdle = Duration.ofMillis(500);
    private Duration validationTimeout = Duration.ofSeconds(5);
    private boolean reclaimOrphans;
    private @Nullable Boolean autoCommit;
    private @Nullable Boolean readOnly;
    private @Nullable Integer isolation;
    private @Nullable String schema;
    private @Nullable String catalog;
    private @Nullable String initSql;

    JdbcPoolBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * The database, as its driver wants it named. A password in it is masked in every message.
     *
     * @param jdbcUrl begins with {@code jdbc:}
     * @return this builder
     */
    public JdbcPoolBuilder url(String jdbcUrl) {
        url = Objects.requireNonNull(jdbcUrl, "url");
        return this;
    }

    /**
     * Opens connections through this data source instead of a URL. It must open a new one at each call, so not be a
     * pool itself.
     *
     * @param source the data source; it stays the caller's
     * @return this builder
     */
    public JdbcPoolBuilder dataSource(DataSource source) {
        dataSource = Objects.requireNonNull(source, "dataSource");
        return this;
    }

    /**
     * The database user.
     *
     * @param databaseUser the user
     * @return this builder
     */
    public JdbcPoolBuilder user(String databaseUser) {
        user = Objects.requireNonNull(databaseUser, "user");
        return this;
    }

    /**
     * The password of {@link #user}; empty by default.
     *
     * @param secret the password
     * @return this builder
     */
    public JdbcPoolBuilder password(String secret) {
        password = Objects.requireNonNull(secret, "password");
        return this;
    }

    /**
     * Where user and password come from when they change, such as a vault. It is asked at every connect, on a
     * background thread of the pool.
     *
     * @param source gives what is valid now; threadsafe
     * @return this builder
     */
    public JdbcPoolBuilder credentials(Supplier<Credentials> source) {
        credentials = Objects.requireNonNull(source, "credentials");
        return this;
    }

    /**
     * A property for the driver.
     *
     * @param key the driver's name for it
     * @param value its value
     * @return this builder
     */
    public JdbcPoolBuilder property(String key, String value) {
        properties.put(Objects.requireNonNull(key, "property"), Objects.requireNonNull(value, key));
        return this;
    }

    /**
     * How many connections the pool keeps and how many it may have at most; 0 and 10 by default.
     *
     * @param newMin the pool opens this many in the background and does not let idle ones go below it
     * @param newMax never exceeded; at least 1
     * @return this builder
     */
    public JdbcPoolBuilder size(int newMin, int newMax) {
        min = newMin;
        max = newMax;
        return this;
    }

    /**
     * How long {@link JdbcPool#getConnection()} waits; 30 s by default.
     *
     * @param timeout zero tries once
     * @return this builder
     */
    public JdbcPoolBuilder acquireTimeout(Duration timeout) {
        acquireTimeout = Objects.requireNonNull(timeout, "acquireTimeout");
        return this;
    }

    /**
     * How long opening one connection may take, with everything that sets it up; 10 s by default. Drivers that are
     * known are told; an attempt that hangs all the same is given up, and closed should it succeed later.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public JdbcPoolBuilder connectTimeout(Duration timeout) {
        connectTimeout = Objects.requireNonNull(timeout, "connectTimeout");
        return this;
    }

    /**
     * After what idle time a connection beyond the minimum is closed; 10 min by default.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public JdbcPoolBuilder idleTimeout(Duration timeout) {
        idleTimeout = Objects.requireNonNull(timeout, "idleTimeout");
        return this;
    }

    /**
     * How long a connection may live, give or take 10 %; 30 min by default. Let it be shorter than what the network or
     * the database allows.
     *
     * @param limit more than zero
     * @return this builder
     */
    public JdbcPoolBuilder lifetime(Duration limit) {
        lifetime = Objects.requireNonNull(limit, "lifetime");
        return this;
    }

    /**
     * After what idle time a connection is checked before it is used again; 500 ms by default. The check is {@link
     * Connection#isValid(int)}, one round trip.
     *
     * @param idle more than zero
     * @return this builder
     */
    public JdbcPoolBuilder checkAfterIdle(Duration idle) {
        checkAfterIdle = Objects.requireNonNull(idle, "checkAfterIdle");
        return this;
    }

    /**
     * How long that check may take before the connection counts as dead; 5 s by default, rounded up to a second
     * because JDBC counts so.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public JdbcPoolBuilder validationTimeout(Duration timeout) {
        validationTimeout = Objects.requireNonNull(timeout, "validationTimeout");
        return this;
    }

    /**
     * Whether a connection whose holding thread has ended is taken back and destroyed, with what it had not committed.
     * By default it is not: JDBC lets a connection travel between threads, and another may be using it. Say true when
     * each connection stays with the thread that got it.
     *
     * @param reclaim true to take them back
     * @return this builder
     */
    public JdbcPoolBuilder reclaimOrphans(boolean reclaim) {
        reclaimOrphans = reclaim;
        return this;
    }

    /**
     * Whether a connection is in auto-commit when it is acquired; the driver's default otherwise, which is true.
     *
     * @param value false to begin in a transaction
     * @return this builder
     */
    public JdbcPoolBuilder autoCommit(boolean value) {
        autoCommit = value;
        return this;
    }

    /**
     * Whether a connection is read-only when it is acquired; the driver's default otherwise.
     *
     * @param value true for read-only
     * @return this builder
     */
    public JdbcPoolBuilder readOnly(boolean value) {
        readOnly = value;
        return this;
    }

    /**
     * The isolation of transactions; the database's default otherwise.
     *
     * @param level one of the {@code TRANSACTION_} constants of {@link Connection}, except {@code TRANSACTION_NONE}
     * @return this builder
     */
    public JdbcPoolBuilder isolation(int level) {
        isolation = level;
        return this;
    }

    /**
     * The schema a connection begins in; the database's default otherwise.
     *
     * @param value the schema
     * @return this builder
     */
    public JdbcPoolBuilder schema(String value) {
        schema = Objects.requireNonNull(value, "schema");
        return this;
    }

    /**
     * The catalog a connection begins in; the database's default otherwise.
     *
     * @param value the catalog
     * @return this builder
     */
    public JdbcPoolBuilder catalog(String value) {
        catalog = Objects.requireNonNull(value, "catalog");
        return this;
    }

    /**
     * A statement that is run once on every new connection, in auto-commit, before anything else.
     *
     * @param sql the statement
     * @return this builder
     */
    public JdbcPoolBuilder initSql(String sql) {
        initSql = Objects.requireNonNull(sql, "initSql");
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.CONNECTIONS;
    }

    @Override
    public JdbcPool buildWithin(Budget budget) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        checkSource(conflicts);
        checkSession(conflicts);
        conflicts.expect(min >= 0, "size: min must be 0 or more, got " + min);
        conflicts.expect(max >= 1, "size: max must be 1 or more, got " + max);
        conflicts.expect(min <= max, "size: min " + min + " is above max " + max);
        conflicts.expectNotNegative("acquireTimeout", acquireTimeout);
        conflicts.expectPositive("connectTimeout", connectTimeout);
        conflicts.expectPositive("idleTimeout", idleTimeout);
        conflicts.expectPositive("lifetime", lifetime);
        conflicts.expectPositive("checkAfterIdle", checkAfterIdle);
        conflicts.expectPositive("validationTimeout", validationTimeout);
        conflicts.refuseIfAny("JDBC pool " + name);
        Supplier<Credentials> source = credentialSource();
        Connector connector = connector(source);
        SessionDefaults defaults = new SessionDefaults(autoCommit, readOnly, isolation, schema, catalog, initSql);
        Opening opening = new Opening(connector, defaults, validationTimeout);
        Pool<PhysicalConnection> pool = Pool.builder(name, opening)
                .kind(Kind.CONNECTIONS)
                .size(min, max)
                .reset(PhysicalConnection::reset)
                .check(PhysicalConnection::isHealthy)
                .destroy(PhysicalConnection::destroy)
                .acquireTimeout(acquireTimeout)
                .creationTimeout(connectTimeout)
                .idleTimeout(idleTimeout)
                .lifetime(lifetime)
                .checkAfterIdle(checkAfterIdle)
                .sharedLeases()
                .reclaimOrphans(reclaimOrphans)
                .permanentFailure(Opening::isPermanent)
                .buildWithin(budget);
        JdbcPool built = new JdbcPool(pool, connector, source, new StandardVerdict());
        Census.enterInPlaceOf(built, pool);
        return built;
    }

    private void checkSource(Conflicts conflicts) {
        conflicts.expect(url != null || dataSource != null, "url: missing; set it, or a dataSource");
        conflicts.expect(url == null || dataSource == null, "url: excludes dataSource; set one of them");
        conflicts.expect(
                url == null || url.startsWith("jdbc:"),
                "url: must begin with jdbc:, got " + Secrets.maskUrl(String.valueOf(url)));
        conflicts.expect(
                dataSource == null || properties.isEmpty(),
                "property: excludes dataSource; set the properties on the data source");
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

    private void checkSession(Conflicts conflicts) {
        conflicts.expect(
                isolation == null || ISOLATIONS.contains(isolation),
                "isolation: must be one of the TRANSACTION_ constants of java.sql.Connection " + ISOLATIONS + ", got "
                        + isolation);
        conflicts.expect(schema == null || !schema.isBlank(), "schema: must not be blank");
        conflicts.expect(catalog == null || !catalog.isBlank(), "catalog: must not be blank");
        conflicts.expect(initSql == null || !initSql.isBlank(), "initSql: must not be blank");
    }

    private @Nullable Supplier<Credentials> credentialSource() {
        if (credentials != null || user == null) {
            return credentials;
        }
        Credentials fixed = Credentials.of(user, password == null ? "" : password);
        return () -> fixed;
    }

    private Connector connector(@Nullable Supplier<Credentials> source) {
        return dataSource != null
                ? new DataSourceConnector(dataSource, source)
                : new DriverConnector(String.valueOf(url), properties, source, connectTimeout);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "JDBC pool " + name + " to be, " + min + " to " + max + " connections to "
                + (url == null
                        ? String.valueOf(dataSource == null ? null : dataSource.getClass())
                        : Secrets.maskUrl(url));
    }
}
