package dev.steward.cli.migrate;

import dev.steward.Steward;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What lookups have found, and have not found, kept as long as there is room. Threadsafe. */
final class LookupCache {
    private final ConcurrentHashMap<Lookup.Key, Optional<String>> found = new ConcurrentHashMap<>();

    static LookupCache in(Steward steward, long bytes) {
        return new LookupCache();
    }

    Optional<String> get(Lookup.Key key) {
        return found.computeIfAbsent(key, Lookup::load);
    }
}
