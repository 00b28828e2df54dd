package dev.steward.bench.jdbc;

import dev.steward.bench.peer.Peer;

/**
 * What every connection pool is told, and all that it is told: the rest stays at its defaults.
 *
 * @param url of the database; its driver registers itself
 * @param min connections that are kept
 * @param max connections at most
 */
public record Target(String url, int min, int max) {
    /** The administrator of a new PostgreSQL, which asks for no password from the same machine. */
    public static final String USER = "postgres";

    public static final String PASSWORD = "unused";
    public static final long PATIENCE_MILLIS = 1000 * Peer.PATIENCE_SECONDS;

    public static Target fixed(String url, int size) {
        return new Target(url, size, size);
    }
}
