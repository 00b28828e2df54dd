package dev.steward.cli.migrate;

import dev.steward.cache.BoundedCache;
import java.util.Optional;

/** What lookups have found, and that they have found nothing, as long as there is room for it. Threadsafe. */
final class LookupCache {
    private static final int BYTES_PER_ENTRY = 120;

    private final BoundedCache<Lookup.Key, Optional<String>> found;

    private LookupCache(BoundedCache<Lookup.Key, Optional<String>> found) {
        this.found = found;
    }

    static LookupCache in(Owner owner, long bytes) {
        return new LookupCache(owner.manage(BoundedCache.<Lookup.Key, Optional<String>>builder("lookups")
                .maximumWeight(bytes, LookupCache::weight)
                .loader(Lookup::load)));
    }

    private static int weight(Lookup.Key key, Optional<String> value) {
        return BYTES_PER_ENTRY
                + 2 * (key.value().length() + value.map(String::length).orElse(0));
    }

    Optional<String> get(Lookup.Key key) {
        return found.get(key);
    }
}
