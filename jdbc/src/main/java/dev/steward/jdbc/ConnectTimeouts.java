package dev.steward.jdbc;

import java.time.Duration;
import java.util.Map;

/**
 * How a driver is told to give up connecting. JDBC has one setting for the whole process, which is not a pool's to
 * change; each driver has a property of its own. An unknown driver gets none, since some refuse unknown properties: the
 * pool gives up by itself then, and a thread of its own is left waiting. Stateless.
 */
final class ConnectTimeouts {
    private ConnectTimeouts() {}

    static Map<String, String> of(String url, Duration timeout) {
        String seconds = Integer.toString(PhysicalConnection.wholeSeconds(timeout));
        String millis = Long.toString(Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis())));
        if (url.startsWith("jdbc:postgresql:")) {
            return has(url, "connectTimeout") ? Map.of() : Map.of("connectTimeout", seconds);
        }
        if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
            return has(url, "connectTimeout") ? Map.of() : Map.of("connectTimeout", millis);
        }
        if (url.startsWith("jdbc:sqlserver:")) {
            return has(url, "loginTimeout") ? Map.of() : Map.of("loginTimeout", seconds);
        }
        if (url.startsWith("jdbc:oracle:")) {
            return Map.of("oracle.net.CONNECT_TIMEOUT", millis);
        }
        return Map.of();
    }

    /** What stands in the URL was chosen by the user. */
    private static boolean has(String url, String property) {
        return url.contains(property + "=");
    }
}
