package dev.steward.jdbc;

import dev.steward.resource.Conflicts;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a HikariCP pool and describes the same pool here. Each setting that was read is accounted for:
 * what it became, or why there is no counterpart. A name that HikariCP does not know is an error with a suggestion, and so
 * is a value that cannot be read; all errors are reported at once.
 *
 * <p>Names are those of HikariCP's properties file, such as {@code maximumPoolSize} or {@code dataSource.sslMode}, also
 * with hyphens ({@code maximum-pool-size}) and below {@code spring.datasource.hikari.}
 *
 * <pre>{@code
 * HikariSettings settings = HikariSettings.read(properties);
 * settings.imported().forEach(System.out::println);
 * JdbcPool pool = settings.builder().build();
 * }</pre>
 *
 * <p>Immutable, but for the builder that it gives.
 */
public final class HikariSettings {
    private static final String SPRING = "spring.datasource.hikari.";
    private static final String DATA_SOURCE = "dataSource.";
    private static final String HEALTH_CHECK = "healthCheck.";

    /** What HikariCP means by zero. */
    private static final Duration NEVER = Duration.ofDays(3_650);

    private static final int HIKARI_MAX = 10;

    /** HikariCP tries once at its start, and does not interrupt that attempt. */
    private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(10);

    private static final Map<String, Integer> ISOLATIONS = Map.of(
            "TRANSACTION_READ_UNCOMMITTED", Connection.TRANSACTION_READ_UNCOMMITTED,
            "TRANSACTION_READ_COMMITTED", Connection.TRANSACTION_READ_COMMITTED,
            "TRANSACTION_REPEATABLE_READ", Connection.TRANSACTION_REPEATABLE_READ,
            "TRANSACTION_SERIALIZABLE", Connection.TRANSACTION_SERIALIZABLE);

    /** What has no counterpart, and what to do instead. */
    private static final Map<String, String> LEFT_OUT = Map.ofEntries(
            Map.entry(
                    "leakDetectionThreshold",
                    "not needed: holdings() and every exhaustion name the holders, their ages,"
                            + " where they are now and the SQL they ran last"),
            Map.entry(
                    "isolateInternalQueries",
                    "not needed: what the pool runs itself is always in a transaction of its" + " own"),
            Map.entry("allowPoolSuspension", "not needed: suspend() and resume() are always there, at no cost"),
            Map.entry("registerMbeans", "none: read statistics(), usage() and holdings()"),
            Map.entry("metricRegistry", "none: read statistics() and usage()"),
            Map.entry("metricsTrackerFactory", "none: read statistics() and usage()"),
            Map.entry("metricsTrackerFactoryClassName", "none: read statistics() and usage()"),
            Map.entry("healthCheckRegistry", "none: tryGetConnection() and learnedIdleLimit() tell how it is"),
            Map.entry("healthCheckProperties", "none, as for healthCheckRegistry"),
            Map.entry("threadFactory", "not needed: the pool has few daemon threads of its own"),
            Map.entry("scheduledExecutor", "not needed: the pool has one thread of its own for upkeep"),
            Map.entry(
                    "exceptionOverrideClassName", "of another type: write it as a FailureVerdict and set verdict(...)"),
            Map.entry("exceptionOverride", "of another type: write it as a FailureVerdict and set verdict(...)"),
            Map.entry("credentialsProviderClassName", "of another type: set credentials(...), a Supplier"),
            Map.entry("credentialsProvider", "of another type: set credentials(...), a Supplier"),
            Map.entry("dataSourceJNDI", "none: look it up, and set dataSource(...)"),
            Map.entry("dataSource", "an object: set dataSource(...)"));

    private static final List<String> KNOWN = List.of(
            "poolName",
            "jdbcUrl",
            "username",
            "password",
            "driverClassName",
            "dataSourceClassName",
            "autoCommit",
            "readOnly",
            "catalog",
            "schema",
            "transactionIsolation",
            "connectionTimeout",
            "validationTimeout",
            "idleTimeout",
            "maxLifetime",
            "keepaliveTime",
            "minimumIdle",
            "maximumPoolSize",
            "connectionTestQuery",
            "connectionInitSql",
            "initializationFailTimeout");

    private final Conflicts conflicts = new Conflicts();
    private final List<ImportedSetting> imported = new ArrayList<>();
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> written = new HashMap<>();
    private final JdbcPoolBuilder builder;

    private HikariSettings(Map<String, String> settings) {
        settings.forEach(this::sort);
        builder = JdbcPool.builder(values.getOrDefault("poolName", "imported"));
        conflicts.refuseIfAny("what HikariCP was told");
        takeAll();
        conflicts.refuseIfAny("what HikariCP was told");
    }

    /**
     * Reads properties.
     *
     * @param properties as HikariCP reads them from a file
     * @return what they became
     * @throws IllegalArgumentException naming everything that is not understood
     */
    public static HikariSettings read(Properties properties) {
        Map<String, String> settings = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            settings.put(name, properties.getProperty(name));
        }
        return new HikariSettings(settings);
    }

    /**
     * Reads names and values.
     *
     * @param settings as HikariCP names them
     * @return what they became
     * @throws IllegalArgumentException naming everything that is not understood
     */
    public static HikariSettings read(Map<String, String> settings) {
        return new HikariSettings(new TreeMap<>(settings));
    }

    /**
     * The description of the same pool, for further changes or to be built.
     *
     * @return the builder, the same one each time
     */
    public JdbcPoolBuilder builder() {
        return builder;
    }

    /**
     * What each setting became, and what HikariCP does by default and is therefore set here.
     *
     * @return one entry for each, by name
     */
    public List<ImportedSetting> imported() {
        return List.copyOf(imported);
    }

    /** One line for each setting; without secrets. */
    @Override
    public String toString() {
        return imported.stream().map(ImportedSetting::toString).collect(Collectors.joining("\n"));
    }

    private void sort(String name, String value) {
        String plain = name.startsWith(SPRING) ? name.substring(SPRING.length()) : name;
        if (!plain.startsWith(DATA_SOURCE)) {
            plain = withoutHyphens(plain);
        }
        boolean known = KNOWN.contains(plain)
                || LEFT_OUT.containsKey(plain)
                || plain.startsWith(DATA_SOURCE)
                || plain.startsWith(HEALTH_CHECK);
        conflicts.expect(known, name + ": HikariCP has no such setting" + Spelling.suggestion(plain, names()));
        conflicts.expect(
                values.put(plain, value.strip()) == null,
                name + ": is there twice, with hyphens and without or below " + SPRING);
        written.put(plain, name);
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(KNOWN);
        names.addAll(LEFT_OUT.keySet());
        return names;
    }

    private static String withoutHyphens(String name) {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            boolean hyphen = name.charAt(i) == '-' && i + 1 < name.length();
            camel.append(hyphen ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
        }
        return camel.toString();
    }

    private void takeAll() {
        takeOrigin();
        takeTexts();
        takeTimes();
        takeSizes();
        takeStart();
        values.forEach((name, value) -> {
            String reason = name.startsWith(HEALTH_CHECK) ? "none, as for healthCheckRegistry" : LEFT_OUT.get(name);
            if (reason != null) {
                note(name, "", reason);
            }
        });
    }

    private void takeOrigin() {
        @Nullable String className = values.get("dataSourceClassName");
        Map<String, String> properties = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(DATA_SOURCE)) {
                properties.put(name.substring(DATA_SOURCE.length()), value);
            }
        });
        if (className != null) {
            DataSourceBean.make(className, properties, conflicts).ifPresent(builder::dataSource);
            note("dataSourceClassName", "dataSource(a " + className + ")", "");
        }
        properties.forEach((name, value) -> {
            if (className == null) {
                builder.property(name, value);
            }
            note(
                    DATA_SOURCE + name,
                    className == null ? "property(" + name + ", ...)" : "the data source's " + name,
                    "");
        });
        take("jdbcUrl", url -> {
            if (className == null) {
                builder.url(url);
                note("jdbcUrl", "url(" + Secrets.maskUrl(url) + ")", "");
            } else {
                note("jdbcUrl", "", "HikariCP ignores it beside dataSourceClassName");
            }
        });
        take("driverClassName", driver -> {
            if (className == null) {
                builder.driverClass(driver);
                note("driverClassName", "driverClass(" + driver + ")", "mostly not needed: the URL names the driver");
            } else {
                note("driverClassName", "", "the data source has its driver");
            }
        });
        take("username", user -> {
            builder.user(user);
            note("username", "user(" + user + ")", "");
        });
        take("password", secret -> {
            builder.password(secret);
            note("password", "password(***)", "");
        });
        take("poolName", name -> note("poolName", "the name " + name, ""));
    }

    private void takeTexts() {
        take("autoCommit", value -> truth("autoCommit", value, builder::autoCommit));
        take("readOnly", value -> truth("readOnly", value, builder::readOnly));
        take("catalog", value -> text("catalog", "catalog", builder::catalog, value));
        take("schema", value -> text("schema", "schema", builder::schema, value));
        take("connectionInitSql", value -> text("connectionInitSql", "initSql", builder::initSql, value));
        take("connectionTestQuery", value -> {
            builder.validationQuery(value);
            note("connectionTestQuery", "validationQuery(" + value + ")", "better left out: isValid() is cheaper");
        });
        take("transactionIsolation", value -> {
            @Nullable Integer level = ISOLATIONS.get(value);
            if (level == null && value.matches("[1248]")) {
                level = Integer.valueOf(value);
            }
            conflicts.expect(
                    level != null,
                    written("transactionIsolation") + ": must be one of "
                            + ISOLATIONS.keySet().stream().sorted().toList() + ", got " + value);
            if (level != null) {
                builder.isolation(level);
                note("transactionIsolation", "isolation(" + value + ")", "");
            }
        });
    }

    private void takeTimes() {
        time("connectionTimeout", "acquireTimeout", "", builder::acquireTimeout);
        time("validationTimeout", "validationTimeout", "", builder::validationTimeout);
        time("idleTimeout", "idleTimeout", "", builder::idleTimeout);
        time("maxLifetime", "lifetime", "each connection's is within 10 % of it", builder::lifetime);
        time("keepaliveTime", "keepalive", "", builder::keepalive);
    }

    private void time(String name, String option, String note, Consumer<Duration> to) {
        take(
                name,
                value -> number(name, value, 0, millis -> {
                    Duration time = millis == 0 ? NEVER : Duration.ofMillis(millis);
                    to.accept(time);
                    note(
                            name,
                            option + "(" + (millis == 0 ? "10 years" : millis + " ms") + ")",
                            millis == 0 ? "0 is never" : note);
                }));
    }

    private void takeSizes() {
        int[] size = {-1, HIKARI_MAX};
        take("maximumPoolSize", value -> number("maximumPoolSize", value, 1, max -> size[1] = (int) max));
        take("minimumIdle", value -> number("minimumIdle", value, 0, min -> size[0] = (int) min));
        int max = size[1];
        int min = size[0] < 0 ? max : Math.min(size[0], max);
        builder.size(min, max);
        String becomes = "size(" + min + ", " + max + ")";
        note("maximumPoolSize", becomes, values.containsKey("maximumPoolSize") ? "" : "HikariCP's default");
        note(
                "minimumIdle",
                becomes,
                (values.containsKey("minimumIdle") ? "" : "HikariCP's default is the maximum; ")
                        + "here it is how many are kept, idle or not; more are opened when somebody has to wait");
    }

    private void takeStart() {
        @Nullable String value = values.get("initializationFailTimeout");
        number("initializationFailTimeout", value == null ? "1" : value, Long.MIN_VALUE, millis -> {
            if (millis <= 0) {
                note("initializationFailTimeout", "a patient start, the default", "");
                return;
            }
            Duration patience = Duration.ofMillis(Math.max(millis, FIRST_ATTEMPT.toMillis()));
            builder.startWithin(patience);
            note(
                    "initializationFailTimeout",
                    "startWithin(" + patience.toMillis() + " ms)",
                    (value == null ? "HikariCP fails at its start by default; " : "")
                            + "at least 10 s, since HikariCP does not interrupt its first attempt");
        });
    }

    /** What is done with a value. */
    private interface Taking {
        void take(String value);
    }

    /** An option with one text. */
    private interface Text {
        JdbcPoolBuilder take(String value);
    }

    /** What is done with a number. */
    private interface Count {
        void take(long value);
    }

    /** What is done with a truth value. */
    private interface Truth {
        JdbcPoolBuilder take(boolean value);
    }

    private void take(String name, Taking taking) {
        @Nullable String value = values.get(name);
        if (value != null) {
            taking.take(value);
        }
    }

    private void text(String name, String option, Text to, String value) {
        to.take(value);
        note(name, option + "(" + value + ")", "");
    }

    private void truth(String name, String value, Truth option) {
        boolean known = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
        conflicts.expect(known, written(name) + ": must be true or false, got " + value);
        if (known) {
            option.take(Boolean.parseBoolean(value));
            note(name, name + "(" + value + ")", "");
        }
    }

    private void number(String name, String value, long least, Count taking) {
        try {
            long number = Long.parseLong(value);
            conflicts.expect(number >= least, written(name) + ": must be " + least + " or more, got " + value);
            if (number >= least) {
                taking.take(number);
            }
        } catch (NumberFormatException e) {
            conflicts.expect(false, written(name) + ": must be a whole number, got " + value);
        }
    }

    private String written(String name) {
        return written.getOrDefault(name, name);
    }

    private void note(String name, String becomes, String note) {
        @Nullable String value = values.get(name);
        String shown = value == null ? "(not set)" : isSecret(name) ? Secrets.MASK : Secrets.maskUrl(value);
        imported.add(new ImportedSetting(written(name), shown, becomes, note));
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("password") || lower.contains("secret") || lower.contains("token");
    }
}
