package dev.steward.jdbc;

import dev.steward.pool.Pool;
import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Kind;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link JdbcPool}. It needs a {@link #url} or a {@link #dataSource}; every other option has a default that
 * serves. {@link #build()} checks all of them together and connects to nothing. Not threadsafe.
 */
public final class JdbcPoolBuilder implements Blueprint<JdbcPool> {
    private final String name;
    private final Origin origin = new Origin();
    private int min;
    private int max = 10;
    private int overflow;
    private int reservedLane;
    private int maxWaiters = Integer.MAX_VALUE;
    private int maxOpenStatements = 1_000;
    private boolean reclaimOrphans;
    private boolean requestBoundaries = true;
    private Duration acquireTimeout = Duration.ofSeconds(30);
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ofMinutes(10);
    private Duration lifetime = Duration.ofMinutes(30);
    private Duration checkAfterIdle = Duration.ofMillis(500);
    private Duration validationTimeout = Duration.ofSeconds(5);
    private Duration keepalive = Duration.ofMinutes(2);
    private Duration unavailableAfter = Duration.ofSeconds(10);
    private @Nullable Duration startWithin;
    private @Nullable Duration networkTimeout;
    private FailureVerdict verdict = FailureVerdict.standard();
    private @Nullable String validationQuery;
    private @Nullable String resetSql;
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
        origin.url = Objects.requireNonNull(jdbcUrl, "url");
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
        origin.dataSource = Objects.requireNonNull(source, "dataSource");
        return this;
    }

    /**
     * The driver to use, where it cannot be left to the URL: because several accept it, or the driver does not register
     * itself.
     *
     * @param className of a {@link java.sql.Driver} with a public constructor without arguments
     * @return this builder
     */
    public JdbcPoolBuilder driverClass(String className) {
        origin.driverClass = Objects.requireNonNull(className, "driverClass");
        return this;
    }

    /**
     * The database user.
     *
     * @param databaseUser the user
     * @return this builder
     */
    public JdbcPoolBuilder user(String databaseUser) {
        origin.user = Objects.requireNonNull(databaseUser, "user");
        return this;
    }

    /**
     * The password of {@link #user}; empty by default.
     *
     * @param secret the password
     * @return this builder
     */
    public JdbcPoolBuilder password(String secret) {
        origin.password = Objects.requireNonNull(secret, "password");
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
        origin.credentials = Objects.requireNonNull(source, "credentials");
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
        origin.properties.put(Objects.requireNonNull(key, "property"), Objects.requireNonNull(value, key));
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
     * How many temporary connections there may be above the maximum while all are leased and somebody waits; each serves
     * one holder and is closed then. None by default.
     *
     * @param count at least 0
     * @return this builder
     */
    public JdbcPoolBuilder overflow(int count) {
        overflow = count;
        return this;
    }

    /**
     * How many connections there may be above the maximum for callers alone who hold something already, such as a second
     * connection while they have a first; each serves one holder and is closed then. With it nobody who needs two can be
     * stuck for the lack of one. None by default.
     *
     * @param count at least 0
     * @return this builder
     */
    public JdbcPoolBuilder reservedLane(int count) {
        reservedLane = count;
        return this;
    }

    /**
     * How many callers may wait; one more is refused at once with a {@link PoolSaturatedException}. No limit by default.
     *
     * @param count at least 0
     * @return this builder
     */
    public JdbcPoolBuilder maxWaiters(int count) {
        maxWaiters = count;
        return this;
    }

    /**
     * Has {@link #build()} open one connection and wait for it, so that a program with a wrong setting does not start.
     * A failure that waiting cannot cure, such as a wrong password, fails the start at once; while the database is not
     * up yet, it is tried again for as long as said. By default a pool starts whether or not there is a database, and
     * who asks for a connection waits for it.
     *
     * @param patience more than zero
     * @return this builder
     */
    public JdbcPoolBuilder startWithin(Duration patience) {
        startWithin = Objects.requireNonNull(patience, "startWithin");
        return this;
    }

    /**
     * How long opening connections must have failed, without one success, until callers are told so at once instead of
     * having them wait ({@link DatabaseUnavailableException}); 10 s by default. It holds only while there is no
     * connection that could come back. The pool goes on trying, less and less often up to every 5 s.
     *
     * @param failing more than zero
     * @return this builder
     */
    public JdbcPoolBuilder unavailableAfter(Duration failing) {
        unavailableAfter = Objects.requireNonNull(failing, "unavailableAfter");
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
     * After what time without use an idle connection is checked in the background, which also keeps it from being cut
     * off by what stands between here and the database; 2 min by default. The pool shortens it by itself when it finds
     * that connections die sooner.
     *
     * @param interval more than zero
     * @return this builder
     */
    public JdbcPoolBuilder keepalive(Duration interval) {
        keepalive = Objects.requireNonNull(interval, "keepalive");
        return this;
    }

    /**
     * Checks by this query in place of {@link Connection#isValid(int)}, which is better wherever the driver knows it.
     *
     * @param sql the query; that it does not fail counts, its result does not
     * @return this builder
     */
    public JdbcPoolBuilder validationQuery(String sql) {
        validationQuery = Objects.requireNonNull(sql, "validationQuery");
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

    /**
     * A statement that is run each time a connection comes back, in auto-commit, for state that holders set by SQL and
     * that JDBC does not know, such as {@code DISCARD ALL} in PostgreSQL; none by default. After it, what JDBC knows is
     * read and restored, and {@link #initSql} is run again. All this costs round trips at every close.
     *
     * @param sql the statement
     * @return this builder
     */
    public JdbcPoolBuilder resetSql(String sql) {
        resetSql = Objects.requireNonNull(sql, "resetSql");
        return this;
    }

    /**
     * How long the driver may wait for any answer of the database; the driver's default otherwise, which is for ever in
     * most. A statement that takes longer costs its connection.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public JdbcPoolBuilder networkTimeout(Duration timeout) {
        networkTimeout = Objects.requireNonNull(timeout, "networkTimeout");
        return this;
    }

    /**
     * Which failures cost a connection, and which cost all of them; {@link FailureVerdict#standard()} by default.
     *
     * @param judge the verdict
     * @return this builder
     */
    public JdbcPoolBuilder verdict(FailureVerdict judge) {
        verdict = Objects.requireNonNull(judge, "verdict");
        return this;
    }

    /**
     * How many statements and cursors a holder may have open at the same time; 1,000 by default. One more is refused with
     * a {@link TooManyOpenException} that names the oldest. Databases have such limits too, and say less.
     *
     * @param most at least 1; {@link Integer#MAX_VALUE} for no limit
     * @return this builder
     */
    public JdbcPoolBuilder maxOpenStatements(int most) {
        maxOpenStatements = most;
        return this;
    }

    /**
     * Whether a driver that knows request boundaries ({@link Connection#beginRequest()}) is told where a holder begins
     * and ends; it is by default.
     *
     * @param tell false not to tell
     * @return this builder
     */
    public JdbcPoolBuilder requestBoundaries(boolean tell) {
        requestBoundaries = tell;
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
        SessionDefaults defaults =
                new SessionDefaults(autoCommit, readOnly, isolation, schema, catalog, networkTimeout, initSql);
        refuseConflicts(defaults);
        Supplier<Credentials> source = origin.credentialSource();
        Connector connector = origin.connector(source, connectTimeout);
        Era era = new Era();
        Terms terms = new Terms(
                name,
                verdict,
                validationTimeout,
                validationQuery,
                resetSql == null ? List.of() : initSql == null ? List.of(resetSql) : List.of(resetSql, initSql),
                requestBoundaries,
                maxOpenStatements,
                era);
        Pool<PhysicalConnection> pool = Pool.builder(name, new Opening(connector, defaults, terms))
                .kind(Kind.CONNECTIONS)
                .size(min, max)
                .overflow(overflow)
                .reservedLane(reservedLane)
                .maxWaiters(maxWaiters)
                .reset(PhysicalConnection::reset)
                .check(PhysicalConnection::isHealthy)
                .destroy(PhysicalConnection::destroy)
                .acquireTimeout(acquireTimeout)
                .creationTimeout(connectTimeout)
                .idleTimeout(idleTimeout)
                .lifetime(lifetime)
                .checkAfterIdle(checkAfterIdle)
                .keepalive(keepalive)
                .sharedLeases()
                .reclaimOrphans(reclaimOrphans)
                .permanentFailure(Opening::isPermanent)
                .unavailableAfter(unavailableAfter)
                .label(PhysicalConnection::lastSql)
                .buildWithin(budget);
        era.isOf(pool);
        JdbcPool built = new JdbcPool(pool, connector, source);
        Census.enterInPlaceOf(built, pool);
        if (startWithin != null) {
            built.open(startWithin);
        }
        return built;
    }

    private void refuseConflicts(SessionDefaults defaults) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        origin.check(conflicts);
        defaults.check(conflicts);
        conflicts.expect(min >= 0, "size: min must be 0 or more, got " + min);
        conflicts.expect(max >= 1, "size: max must be 1 or more, got " + max);
        conflicts.expect(min <= max, "size: min " + min + " is above max " + max);
        conflicts.expect(overflow >= 0, "overflow: must be 0 or more, got " + overflow);
        conflicts.expect(reservedLane >= 0, "reservedLane: must be 0 or more, got " + reservedLane);
        conflicts.expect(maxWaiters >= 0, "maxWaiters: must be 0 or more, got " + maxWaiters);
        conflicts.expect(maxOpenStatements >= 1, "maxOpenStatements: must be 1 or more, got " + maxOpenStatements);
        conflicts.expectNotNegative("acquireTimeout", acquireTimeout);
        conflicts.expectPositive("connectTimeout", connectTimeout);
        conflicts.expectPositive("idleTimeout", idleTimeout);
        conflicts.expectPositive("lifetime", lifetime);
        conflicts.expectPositive("checkAfterIdle", checkAfterIdle);
        conflicts.expectPositive("keepalive", keepalive);
        conflicts.expectPositive("validationTimeout", validationTimeout);
        conflicts.expectPositive("unavailableAfter", unavailableAfter);
        conflicts.expectPositive("startWithin", startWithin);
        conflicts.expect(
                startWithin == null || maxWaiters > 0,
                "startWithin: excludes maxWaiters 0, with which nobody can wait for the first connection");
        conflicts.expect(validationQuery == null || !validationQuery.isBlank(), "validationQuery: must not be blank");
        conflicts.expect(resetSql == null || !resetSql.isBlank(), "resetSql: must not be blank");
        conflicts.refuseIfAny("JDBC pool " + name);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "JDBC pool " + name + " to be, " + min + " to " + max + " connections to " + origin.shown();
    }
}
