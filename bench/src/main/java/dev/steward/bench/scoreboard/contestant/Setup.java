package dev.steward.bench.scoreboard.contestant;

import java.time.Duration;

/**
 * What a probe tells every pool. Immutable.
 *
 * @param url of the database; its driver registers itself
 * @param schema in which its connections begin
 * @param catalog in which its connections begin
 * @param min connections that are kept
 * @param max connections at most
 * @param timeout of getConnection
 * @param leakAfter after what time a connection that is still held is a leak, for pools that can be told
 * @param waiters how many callers may wait at most, for pools that can be told; negative for as many as will
 */
public record Setup(
        String url,
        String schema,
        String catalog,
        int min,
        int max,
        Duration timeout,
        Duration leakAfter,
        int waiters) {
    public static final String USER = "postgres";
    public static final String PASSWORD = "unused";

    public static Setup of(String url, String schema, String catalog) {
        return new Setup(url, schema, catalog, 0, 2, Duration.ofSeconds(10), Duration.ofMinutes(1), -1);
    }

    public Setup size(int least, int most) {
        return new Setup(url, schema, catalog, least, most, timeout, leakAfter, waiters);
    }

    public Setup timeoutMillis(long millis) {
        return new Setup(url, schema, catalog, min, max, Duration.ofMillis(millis), leakAfter, waiters);
    }

    public Setup leakAfterMillis(long millis) {
        return new Setup(url, schema, catalog, min, max, timeout, Duration.ofMillis(millis), waiters);
    }

    public Setup waiters(int most) {
        return new Setup(url, schema, catalog, min, max, timeout, leakAfter, most);
    }

    /** JDBC drivers and pools that count seconds count at least one. */
    int leakAfterSeconds() {
        return Math.max(1, (int) leakAfter.toSeconds());
    }
}
