package dev.steward.cache;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.testing.ManagedContract;
import java.util.HashMap;
import java.util.Map;

class BoundedCacheContractTest extends ManagedContract {
    private final Map<Managed, BoundedCache<Integer, String>> built = new HashMap<>();
    private int key;

    @Override
    protected Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    protected Managed build(Budget budget) {
        BoundedCache<Integer, String> cache = BoundedCache.<Integer, String>builder("lookup")
                .maximumEntries(100, 64)
                .loader(number -> "value " + number)
                .buildWithin(budget);
        built.put(cache, cache);
        return cache;
    }

    /** What is cached has no holder; closing the hold leaves it where it is. */
    @Override
    protected Held hold(Managed managed) {
        BoundedCache<Integer, String> cache = built.get(managed);
        if (cache == null) {
            throw new IllegalArgumentException("not built here");
        }
        cache.get(key++);
        return () -> {};
    }

    @Override
    protected boolean givesLeases() {
        return false;
    }
}
