package dev.steward.jdbc;

import com.google.errorprone.annotations.Immutable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state of a session that outlives a transaction and can be read and set through JDBC, in the order in which it is
 * brought back. Auto-commit is not among it: it decides how the rest is set, see {@link SessionState}.
 */
enum SessionProperty {
    READ_ONLY(1 << 0, Connection::isReadOnly, (connection, value) -> connection.setReadOnly(is(value))),
    ISOLATION(
            1 << 1,
            Connection::getTransactionIsolation,
            (connection, value) -> connection.setTransactionIsolation(number(value))),
    CATALOG(1 << 2, Connection::getCatalog, (connection, value) -> connection.setCatalog((String) value)),
    SCHEMA(1 << 3, Connection::getSchema, (connection, value) -> connection.setSchema((String) value)),
    HOLDABILITY(1 << 4, Connection::getHoldability, (connection, value) -> connection.setHoldability(number(value))),
    NETWORK_TIMEOUT(
            1 << 5,
            Connection::getNetworkTimeout,
            (connection, value) -> connection.setNetworkTimeout(Runnable::run, number(value))),
    CLIENT_INFO(1 << 6, SessionProperty::copyOfClientInfo, SessionProperty::writeClientInfo),
    TYPE_MAP(1 << 7, SessionProperty::copyOfTypeMap, SessionProperty::writeTypeMap),
    QUERY_TIMEOUT(1 << 8, SessionProperty::queryTimeout, SessionProperty::writeQueryTimeout);

    /** Here a statement's timeout is the timeout of all statements that follow, of whichever holder. */
    private static final String SHARES_QUERY_TIMEOUT = "H2";

    private final int bit;
    private final Read read;
    private final Write write;

    SessionProperty(int bit, Read read, Write write) {
        this.bit = bit;
        this.read = read;
        this.write = write;
    }

    int bit() {
        return bit;
    }

    @Nullable
    Object read(Connection connection) throws SQLException {
        return read.from(connection);
    }

    void write(Connection connection, @Nullable Object value) throws SQLException {
        write.to(connection, value);
    }

    private static boolean is(@Nullable Object value) {
        return Boolean.TRUE.equals(value);
    }

    private static int number(@Nullable Object value) {
        return value instanceof Integer number ? number : 0;
    }

    private static Object copyOfClientInfo(Connection connection) throws SQLException {
        return strings(connection.getClientInfo());
    }

    private static Map<String, String> strings(@Nullable Properties properties) {
        Map<String, String> copy = new HashMap<>();
        if (properties != null) {
            for (String name : properties.stringPropertyNames()) {
                copy.put(name, properties.getProperty(name));
            }
        }
        return copy;
    }

    /** Only what differs: drivers list names among their client info that cannot be set. */
    private static void writeClientInfo(Connection connection, @Nullable Object value) throws SQLException {
        Map<?, ?> wanted = value instanceof Map<?, ?> map ? map : Map.of();
        Map<String, String> present = strings(connection.getClientInfo());
        TreeSet<String> names = new TreeSet<>(present.keySet());
        wanted.keySet().forEach(name -> names.add((String) name));
        for (String name : names) {
            if (!Objects.equals(present.get(name), wanted.get(name))) {
                writeClientInfo(connection, name, (String) wanted.get(name));
            }
        }
    }

    /** MariaDB's driver takes no null, by which JDBC has a value cleared, and gives out the properties it works with. */
    private static void writeClientInfo(Connection connection, String name, @Nullable String value)
            throws SQLException {
        try {
            connection.setClientInfo(name, value);
        } catch (NullPointerException noNullHere) {
            connection.getClientInfo().remove(name);
            if (connection.getClientInfo(name) != null) {
                throw noNullHere;
            }
        }
    }

    /** A copy, because a driver may give out the map it works with. */
    private static @Nullable Object copyOfTypeMap(Connection connection) throws SQLException {
        @Nullable Map<String, Class<?>> map = connection.getTypeMap();
        return map == null ? null : new HashMap<>(map);
    }

    private static void writeTypeMap(Connection connection, @Nullable Object value) throws SQLException {
        Map<String, Class<?>> map = null;
        if (value instanceof Map<?, ?> read) {
            Map<String, Class<?>> copy = new HashMap<>();
            read.forEach((name, type) -> copy.put((String) name, (Class<?>) type));
            map = copy;
        }
        connection.setTypeMap(map);
    }

    /** Null where each statement has its own. */
    private static @Nullable Object queryTimeout(Connection connection) throws SQLException {
        if (!SHARES_QUERY_TIMEOUT.equals(connection.getMetaData().getDatabaseProductName())) {
            return null;
        }
        try (Statement statement = connection.createStatement()) {
            return statement.getQueryTimeout();
        }
    }

    private static void writeQueryTimeout(Connection connection, @Nullable Object value) throws SQLException {
        if (value != null) {
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(number(value));
            }
        }
    }

    /** How it is read. */
    @Immutable
    private interface Read {
        @Nullable
        Object from(Connection connection) throws SQLException;
    }

    /** How it is set. */
    @Immutable
    private interface Write {
        void to(Connection connection, @Nullable Object value) throws SQLException;
    }
}
