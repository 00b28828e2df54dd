package dev.steward.cli.load;

import dev.steward.cli.refuse.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What differs between the databases, as far as the migration meets it. */
public enum Dialect {
    /** Identifiers are upper case, so that they need no quotes in the user's own queries. */
    H2("jdbc:h2:", '"', "VARCHAR", ""),
    /** Cannot store the character U+0000. */
    POSTGRESQL("jdbc:postgresql:", '"', "TEXT", ""),
    /** A text that differs by case or accent only must stay different, hence the binary collation. */
    MARIADB("jdbc:mariadb:", '`', "LONGTEXT", " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");

    /** How long a statement may take that loads a page, or a part of one. */
    private static final int STATEMENT_SECONDS = 60;

    private final String prefix;
    private final char quote;
    private final String textType;
    private final String tableSuffix;

    Dialect(String prefix, char quote, String textType, String tableSuffix) {
        this.prefix = prefix;
        this.quote = quote;
        this.textType = textType;
        this.tableSuffix = tableSuffix;
    }

    /** The dialect of a JDBC URL. */
    public static Dialect of(String url) {
        for (Dialect dialect : values()) {
            if (url.startsWith(dialect.prefix)) {
                return dialect;
            }
        }
        throw Refusal.usage("--into " + withoutSecrets(url) + ": no driver for this URL; give one that starts with"
                + " jdbc:h2:, jdbc:postgresql: or jdbc:mariadb:");
    }

    /** The URL without its user info and parameters, which may hold a password. */
    public static String withoutSecrets(String url) {
        return url.replaceFirst("[?;].*$", "").replaceFirst("//[^/@]*@", "//");
    }

    /**
     * The URL with what this program wants of the driver and the user has not set otherwise.
     *
     * <p>In H2 the timeout of a statement is that of its session, set by a statement of its own, after which every
     * session compiles what it has prepared once more. So a session begins with it, and nobody has to set it for a page.
     */
    public String tuned(String url) {
        return switch (this) {
            case H2 ->
                url.toUpperCase(Locale.ROOT).contains(";QUERY_TIMEOUT=")
                        ? url
                        : url + ";QUERY_TIMEOUT=" + TimeUnit.SECONDS.toMillis(STATEMENT_SECONDS);
            case POSTGRESQL ->
                url.contains("reWriteBatchedInserts")
                        ? url
                        : url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true";
            case MARIADB -> url;
        };
    }

    /** Limits what loads a page. */
    void limit(Statement statement) throws SQLException {
        if (statement.getQueryTimeout() != STATEMENT_SECONDS) {
            statement.setQueryTimeout(STATEMENT_SECONDS);
        }
    }

    /** Lets a connection take its time for what goes through a whole table. */
    void unlimit(Connection connection) throws SQLException {
        if (this == H2) {
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(0);
            }
        }
    }

    String quoted(String identifier) {
        String folded = this == H2 ? identifier.toUpperCase(Locale.ROOT) : identifier;
        return quote + folded + quote;
    }

    String textType() {
        return textType;
    }

    String tableSuffix() {
        return tableSuffix;
    }

    /** An insert that does nothing to a row that is there already. */
    String insertOnce(String table, String columns, String places, String key) {
        return switch (this) {
            case H2 -> "MERGE INTO " + table + " (" + columns + ") KEY (" + key + ") VALUES (" + places + ")";
            case POSTGRESQL ->
                "INSERT INTO " + table + " (" + columns + ") VALUES (" + places + ") ON CONFLICT DO NOTHING";
            case MARIADB ->
                "INSERT INTO " + table + " (" + columns + ") VALUES (" + places + ") ON DUPLICATE KEY UPDATE " + key
                        + " = " + key;
        };
    }

    /** Why this database cannot store a text, or an empty string when it can. */
    public String objection(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 && this == POSTGRESQL) {
                return "holds the character U+0000, which PostgreSQL cannot store";
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return "holds half a surrogate pair, which no database can store as UTF-8";
                }
                i++;
            }
        }
        return "";
    }

    /** The rows that a streamed query fetches at once; the drivers need other hints than a number alone. */
    int fetchSize() {
        return 1_000;
    }

    /** Asks H2 not to collect a whole result before the first row; empty for the others. */
    String beforeStreaming() {
        return this == H2 ? "SET LAZY_QUERY_EXECUTION TRUE" : "";
    }

    String afterStreaming() {
        return this == H2 ? "SET LAZY_QUERY_EXECUTION FALSE" : "";
    }

    /** A query for the number of the session it runs in. */
    public String sessionNumber() {
        return switch (this) {
            case H2 -> "SELECT SESSION_ID()";
            case POSTGRESQL -> "SELECT pg_backend_pid()";
            case MARIADB -> "SELECT CONNECTION_ID()";
        };
    }

    /** A statement that ends another session. */
    public String kill(long session) {
        return switch (this) {
            case H2 -> "CALL ABORT_SESSION(" + session + ")";
            case POSTGRESQL -> "SELECT pg_terminate_backend(" + session + ")";
            case MARIADB -> "KILL " + session;
        };
    }

    /** A query that takes several seconds in the database. H2 has no sleep, so it counts very far. */
    public String sleep() {
        return switch (this) {
            case H2 -> "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 100000) A, SYSTEM_RANGE(1, 100000) B WHERE A.X > B.X";
            case POSTGRESQL -> "SELECT pg_sleep(10)";
            case MARIADB -> "SELECT SLEEP(10)";
        };
    }
}
