package dev.steward.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What system properties and the environment say, laid over a file: the former win over the latter, both over it. */
final class Overlay {
    private static final String PREFIX = "steward.";

    /** Under these names everything in the environment is a setting, and an unknown one a mistake. */
    private static final List<String> GROUPS = List.of(
            "STEWARD_LIMITS_",
            "STEWARD_ALERTS_",
            "STEWARD_OPTIMIZATION_",
            "STEWARD_POOLS_",
            "STEWARD_TICK",
            "STEWARD_CLOSEDEADLINE",
            "STEWARD_CLOSEWITHIN");

    private final Map<String, Entry> entries;
    private final List<String> problems = new ArrayList<>();

    Overlay(Map<String, Entry> file) {
        entries = new TreeMap<>(file);
    }

    void environment(Map<String, String> environment) {
        Map<String, String> known = new TreeMap<>();
        for (String path : everyPath()) {
            known.put(Key.inEnvironment(path), path);
        }
        environment.forEach((name, value) -> {
            String path = known.get(name);
            if (path != null) {
                entries.put(path, new Entry(value, "environment variable " + name));
            } else if (GROUPS.stream().anyMatch(name::startsWith)) {
                problems.add("environment variable " + name
                        + ": there is no such setting; of pools only those in the file can be set here");
            }
        });
    }

    void systemProperties(Map<String, String> properties) {
        properties.forEach((name, value) -> {
            // A program may have properties of its own under this prefix; what looks like a setting must be one.
            if (name.startsWith(PREFIX) && Key.looksLikeOne(name.substring(PREFIX.length()))) {
                entries.put(name.substring(PREFIX.length()), new Entry(value, "system property " + name));
            }
        });
    }

    /** Every setting there is, for every pool that the file names. */
    private List<String> everyPath() {
        List<String> paths = new ArrayList<>();
        for (Key key : Key.values()) {
            if (key.path().contains("*")) {
                PoolNames.in(entries.keySet()).forEach(pool -> paths.add(key.of(pool)));
            } else {
                paths.add(key.path());
            }
        }
        return paths;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    List<String> problems() {
        return problems;
    }
}
