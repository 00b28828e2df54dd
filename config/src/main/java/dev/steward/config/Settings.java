package dev.steward.config;

import dev.steward.Steward;
import dev.steward.StewardBuilder;
import dev.steward.govern.GovernorBuilder;
import dev.steward.govern.optimize.OptimizationPolicy;
import dev.steward.resource.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of a Steward: limits, pools and thresholds. What the program sets on a builder wins over a system property,
 * that over the environment, that over the file, and that over the default:
 *
 * <pre>
 * limits:
 *   memory: 500m            # -Dsteward.limits.memory=1g, STEWARD_LIMITS_MEMORY=1g
 *   connections: 100
 * alerts:
 *   warn: 0.8
 *   critical: 0.9
 * optimization:
 *   enabled: true
 *   littleMemory: 0.4
 * pools:
 *   orders-db:
 *     preset: database-connections
 *     size: {min: 2, max: 20}
 *     autoSize: {min: 5, max: 40}
 *     acquireTimeout: 3s
 * </pre>
 *
 * <p>A setting that does not exist is an error that names the one it is most like. Immutable.
 */
public final class Settings {
    /** The system property that names the file. */
    public static final String FILE_PROPERTY = "steward.config";

    /** The environment variable that names the file. */
    public static final String FILE_VARIABLE = "STEWARD_CONFIG";

    private static final Path FILE = Path.of("steward.yaml");

    private static final Map<Key, Kind> LIMITS = Map.of(
            Key.LIMIT_MEMORY, Kind.MEMORY,
            Key.LIMIT_CONNECTIONS, Kind.CONNECTIONS,
            Key.LIMIT_THREADS, Kind.THREADS,
            Key.LIMIT_FILES, Kind.FILES,
            Key.LIMIT_PROCESSES, Kind.PROCESSES);

    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * From the file that the system property {@value #FILE_PROPERTY} or the environment variable {@value #FILE_VARIABLE}
     * names, or {@code steward.yaml} in the working directory if that is there; and from properties and environment.
     *
     * @return the settings
     * @throws SettingsException if something is wrong with them; it names all that is
     */
    public static Settings load() {
        String named = System.getProperty(FILE_PROPERTY, System.getenv(FILE_VARIABLE));
        if (named != null) {
            return load(Path.of(named));
        }
        return Files.exists(FILE) ? load(FILE) : of(FILE.toString(), "", System.getenv(), properties());
    }

    /**
     * From a file, and from properties and environment.
     *
     * @param file the file, YAML in UTF-8
     * @return the settings
     * @throws SettingsException if something is wrong with them; it names all that is
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Settings load(Path file) {
        try {
            return of(file.toString(), Files.readString(file), System.getenv(), properties());
        } catch (IOException cannot) {
            throw new UncheckedIOException(
                    "the settings in " + file + " cannot be read: " + cannot.getMessage(), cannot);
        }
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name));
        }
        return properties;
    }

    static Settings of(String name, String text, Map<String, String> environment, Map<String, String> properties) {
        YamlFile file = YamlFile.of(name, text);
        Overlay overlay = new Overlay(file.entries());
        overlay.environment(environment);
        overlay.systemProperties(properties);
        List<String> problems = new ArrayList<>(file.problems());
        problems.addAll(overlay.problems());
        Map<String, Object> values = new LinkedHashMap<>();
        overlay.entries().forEach((path, entry) -> read(path, entry, values, problems));
        Settings settings = new Settings(values);
        if (problems.isEmpty()) {
            settings.addContradictions(problems);
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }

    private static void read(String path, Entry entry, Map<String, Object> values, List<String> problems) {
        Optional<Key> key = Key.at(path);
        if (key.isEmpty()) {
            problems.add(
                    entry.where() + ": there is no setting " + path + "; did you mean " + Key.mostLike(path) + "?");
            return;
        }
        try {
            values.put(path, key.get().shape().read(entry.text().strip()));
        } catch (IllegalArgumentException wrong) {
            problems.add(entry.where() + ": " + path + " must be "
                    + key.get().shape().allowed() + ", got \"" + entry.text() + "\"");
        }
    }

    /** What is wrong with several together, each of which is right. */
    private void addContradictions(List<String> problems) {
        try {
            OptimizationPolicy unused = optimization();
        } catch (IllegalArgumentException contradiction) {
            problems.add("optimization: " + contradiction.getMessage());
        }
        pools().forEach(pool -> pool(pool).autoSizeProblem().ifPresent(problems::add));
    }

    /**
     * A builder on which the limits, the tick, the close deadlines, the thresholds of alerts and the optimization are set.
     * What is set on it afterwards wins.
     *
     * @return the builder
     */
    public StewardBuilder steward() {
        StewardBuilder builder = Steward.builder();
        limits().forEach(builder::limit);
        value(Key.TICK, Duration.class).ifPresent(builder::tick);
        value(Key.CLOSE_DEADLINE, Duration.class).ifPresent(builder::closeDeadline);
        value(Key.CLOSE_WITHIN, Duration.class).ifPresent(builder::closeWithin);
        return builder.governor(governor()).optimization(optimization());
    }

    /**
     * The optimization: the usual one with the thresholds that are set, or none if it is not enabled.
     *
     * @return the policy
     */
    public OptimizationPolicy optimization() {
        if (!value(Key.OPTIMIZATION_ENABLED, Boolean.class).orElse(true)) {
            return OptimizationPolicy.NONE;
        }
        return OptimizationPolicy.usual(
                value(Key.OPTIMIZATION_LITTLE_MEMORY, Double.class).orElse(OptimizationPolicy.LITTLE_MEMORY),
                value(Key.OPTIMIZATION_MUCH_MEMORY, Double.class).orElse(OptimizationPolicy.MUCH_MEMORY),
                value(Key.OPTIMIZATION_FEW_CONNECTIONS, Double.class).orElse(OptimizationPolicy.FEW_CONNECTIONS));
    }

    /**
     * A builder of a governor on which the thresholds of alerts are set.
     *
     * @return the builder
     */
    public GovernorBuilder governor() {
        return new GovernorBuilder()
                .alertAt(
                        value(Key.ALERT_WARN, Double.class).orElse(0.80),
                        value(Key.ALERT_CRITICAL, Double.class).orElse(0.90));
    }

    Map<Kind, Long> limits() {
        Map<Kind, Long> limits = new LinkedHashMap<>();
        LIMITS.forEach((key, kind) -> value(key, Number.class).ifPresent(limit -> limits.put(kind, limit.longValue())));
        return limits;
    }

    /**
     * What the settings say about one pool.
     *
     * @param name the name of the pool
     * @return its settings, which say nothing if the pool is not named in them
     */
    public PoolSettings pool(String name) {
        return new PoolSettings(name, this);
    }

    /**
     * The pools that the settings name.
     *
     * @return their names, in order
     */
    public Set<String> pools() {
        return PoolNames.in(values.keySet());
    }

    <V> Optional<V> value(Key key, Class<V> type) {
        return Optional.ofNullable(type.cast(values.get(key.path())));
    }

    <V> Optional<V> value(Key key, String pool, Class<V> type) {
        return Optional.ofNullable(type.cast(values.get(key.of(pool))));
    }

    @Override
    public String toString() {
        return "settings " + values;
    }
}
