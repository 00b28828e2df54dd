package dev.steward.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings there are. A star in a path stands for the name of a pool. */
enum Key {
    LIMIT_MEMORY("limits.memory", Shape.BYTES),
    LIMIT_CONNECTIONS("limits.connections", Shape.COUNT),
    LIMIT_THREADS("limits.threads", Shape.COUNT),
    LIMIT_FILES("limits.files", Shape.COUNT),
    LIMIT_PROCESSES("limits.processes", Shape.COUNT),
    TICK("tick", Shape.TIME),
    CLOSE_DEADLINE("closeDeadline", Shape.TIME),
    CLOSE_WITHIN("closeWithin", Shape.TIME),
    ALERT_WARN("alerts.warn", Shape.SHARE),
    ALERT_CRITICAL("alerts.critical", Shape.SHARE),
    OPTIMIZATION_ENABLED("optimization.enabled", Shape.SWITCH),
    OPTIMIZATION_LITTLE_MEMORY("optimization.littleMemory", Shape.SHARE),
    OPTIMIZATION_MUCH_MEMORY("optimization.muchMemory", Shape.SHARE),
    OPTIMIZATION_FEW_CONNECTIONS("optimization.fewConnections", Shape.SHARE),
    POOL_PRESET("pools.*.preset", Shape.PRESET),
    POOL_MIN("pools.*.size.min", Shape.COUNT),
    POOL_MAX("pools.*.size.max", Shape.COUNT),
    POOL_AUTO_MIN("pools.*.autoSize.min", Shape.COUNT),
    POOL_AUTO_MAX("pools.*.autoSize.max", Shape.COUNT),
    POOL_OVERFLOW("pools.*.overflow", Shape.COUNT),
    POOL_RESERVED_LANE("pools.*.reservedLane", Shape.COUNT),
    POOL_MAX_WAITERS("pools.*.maxWaiters", Shape.COUNT),
    POOL_ACQUIRE_TIMEOUT("pools.*.acquireTimeout", Shape.TIME),
    POOL_CREATION_TIMEOUT("pools.*.creationTimeout", Shape.TIME),
    POOL_IDLE_TIMEOUT("pools.*.idleTimeout", Shape.TIME),
    POOL_LIFETIME("pools.*.lifetime", Shape.TIME),
    POOL_CHECK_AFTER_IDLE("pools.*.checkAfterIdle", Shape.TIME),
    POOL_KEEPALIVE("pools.*.keepalive", Shape.TIME);

    private static final String STAR = "*";

    private final String path;
    private final Shape shape;
    private final Pattern pattern;

    Key(String path, Shape shape) {
        this.path = path;
        this.shape = shape;
        this.pattern = Pattern.compile(path.replace(".", "\\.").replace(STAR, "(?:.+)"));
    }

    String path() {
        return path;
    }

    Shape shape() {
        return shape;
    }

    /** The path of this setting for one pool. */
    String of(String pool) {
        return path.replace(STAR, pool);
    }

    /** The setting that a path leads to. */
    static Optional<Key> at(String path) {
        for (Key key : values()) {
            if (key.pattern.matcher(path).matches()) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** What is written in the environment for a path. */
    static String inEnvironment(String path) {
        return "STEWARD_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether a path belongs to a group of settings, or differs from one that belongs to none by two letters at most. */
    static boolean looksLikeOne(String path) {
        for (Key key : values()) {
            int dot = key.path.indexOf('.');
            if (dot < 0 ? EditDistance.between(path, key.path) <= 2 : path.startsWith(key.path.substring(0, dot + 1))) {
                return true;
            }
        }
        return false;
    }

    /** The known path that is most like a wrong one. */
    static String mostLike(String wrong) {
        List<String> wrongParts = List.of(wrong.split("\\."));
        String pool = wrongParts.size() > 2 && wrongParts.get(0).startsWith("pool") ? wrongParts.get(1) : STAR;
        String best = TICK.path;
        int least = Integer.MAX_VALUE;
        for (Key key : values()) {
            String candidate = key.of(pool);
            int distance = EditDistance.between(wrong, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }
}
