package dev.steward.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.CacheEntry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseOnce;
import dev.steward.resource.CloseReport;
import dev.steward.resource.HitCurve;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose every entry is drawn from the memory budget. Caches yield: when the budget has no room, colder entries go,
 * and if that is not enough the caller gets its value uncached. No caller fails for want of cache.
 *
 * <p>Nothing here is leased, so all of it is idle in the usage and can be reclaimed, the coldest entries first.
 *
 * <h2>How the charges stay exact</h2>
 * An entry is charged before it goes into the cache and gives its charge back when the cache tells that it is out, for
 * whatever reason. Caffeine runs its maintenance and that notification on the calling thread here, so once a call has
 * returned, its charges are settled. Room is never made inside a loading function, because Caffeine holds the key's bin
 * then; a value that found no room comes out first, and is put in once there is some.
 *
 * <p>Threadsafe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class BoundedCache<K, V> implements Managed {
    /** How often room is made for one value; others may take it each time. */
    private static final int ROUNDS = 3;

    /** How much of its bound a cache keeps when it is held back as much as can be. */
    private static final double LEAST_SHARE = 0.1;

    private final String name;
    private final Budget budget;
    private final long limit;
    private final ToIntBiFunction<? super K, ? super V> weigher;
    private final @Nullable Function<? super K, ? extends V> loader;
    private final Cache<K, Entry<V>> entries;
    private final Ghosts ghosts;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final CloseOnce closing = new CloseOnce();

    BoundedCache(BoundedCacheBuilder<K, V> builder, Budget budget) {
        this.name = builder.name();
        this.budget = budget;
        this.limit = builder.limit();
        this.weigher = builder.weigher();
        this.loader = builder.loader();
        this.ghosts = new Ghosts(limit);
        Caffeine<K, Entry<V>> caffeine = Caffeine.newBuilder()
                .maximumWeight(limit)
                .ticker(builder.ticker()::getAsLong)
                .executor(Runnable::run)
                .weigher((K key, Entry<V> entry) -> entry.weight())
                .removalListener(
                        (@Nullable K key, @Nullable Entry<V> entry, RemovalCause cause) -> left(key, entry, cause));
        Duration afterWrite = builder.afterWrite();
        if (afterWrite != null) {
            caffeine = caffeine.expireAfterWrite(afterWrite);
        }
        Duration afterAccess = builder.afterAccess();
        if (afterAccess != null) {
            caffeine = caffeine.expireAfterAccess(afterAccess);
        }
        this.entries = caffeine.build();
    }

    static <K, V> BoundedCache<K, V> opened(BoundedCache<K, V> cache) {
        Census.enter(cache);
        return cache;
    }

    /**
     * Begins the description of a cache.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param name its name
     * @return a builder that still needs a bound
     */
    public static <K, V> BoundedCacheBuilder<K, V> builder(String name) {
        return new BoundedCacheBuilder<>(name);
    }

    /**
     * The value of a key, loaded if it is not there.
     *
     * @param key the key
     * @return its value
     * @throws IllegalStateException if the cache was built without a loader
     * @throws ResourceClosedException if the cache is closed
     */
    public V get(K key) {
        if (loader == null) {
            throw new IllegalStateException(
                    "cache " + name + " has no loader; next: build it with one, or use get(key, loading)");
        }
        return get(key, loader);
    }

    /**
     * The value of a key, loaded if it is not there. Of many callers that miss the same key at once, one loads.
     *
     * @param key the key
     * @param loading gives the value, never null; what it throws goes to the caller
     * @return its value
     * @throws ResourceClosedException if the cache is closed
     */
    public V get(K key, Function<? super K, ? extends V> loading) {
        Entry<V> there = lookUp(key);
        if (there != null) {
            return there.value();
        }
        AtomicReference<@Nullable Entry<V>> withoutRoom = new AtomicReference<>();
        Entry<V> cached = entries.asMap().computeIfAbsent(key, missing -> {
            Entry<V> loaded = weighed(missing, loading.apply(missing));
            if (charge(loaded)) {
                return loaded;
            }
            withoutRoom.set(loaded);
            return null;
        });
        Entry<V> outside = withoutRoom.get();
        if (outside != null) {
            keep(key, outside);
            return outside.value();
        }
        settleIfClosed(key);
        if (cached == null) {
            throw new IllegalStateException("cache " + name + ": neither a value nor a reason");
        }
        return cached.value();
    }

    /**
     * The value of a key, if it is there.
     *
     * @param key the key
     * @return its value, or empty
     * @throws ResourceClosedException if the cache is closed
     */
    public Optional<V> getIfPresent(K key) {
        return Optional.ofNullable(lookUp(key)).map(Entry::value);
    }

    /**
     * Caches a value, in place of the one that may be there. If there is no room for it, the old one goes nevertheless.
     *
     * @param key the key
     * @param value its value
     * @return whether it is cached
     * @throws ResourceClosedException if the cache is closed
     */
    public boolean put(K key, V value) {
        checkOpen();
        Entry<V> entry = weighed(key, value);
        boolean kept = charge(entry) ? insert(key, entry) : keep(key, entry);
        if (!kept) {
            entries.invalidate(key);
        }
        return kept;
    }

    /**
     * Drops the value of a key, if there is one.
     *
     * @param key the key
     */
    public void invalidate(K key) {
        entries.invalidate(key);
    }

    private @Nullable Entry<V> lookUp(K key) {
        checkOpen();
        Entry<V> there = entries.getIfPresent(key);
        if (there == null) {
            misses.increment();
            ghosts.missed(key);
        } else {
            hits.increment();
        }
        return there;
    }

    private void checkOpen() {
        if (closing.hasBegun()) {
            throw new ResourceClosedException(name, "cache " + name + " is closed", null);
        }
    }

    private Entry<V> weighed(K key, @Nullable V value) {
        if (value == null) {
            throw new IllegalStateException("cache " + name + ": the loading function gave null for " + key);
        }
        return new Entry<>(value, Math.max(1, weigher.applyAsInt(key, value)));
    }

    private boolean charge(Entry<V> entry) {
        return entry.weight() <= limit && entry.charge(budget);
    }

    /** Puts in an entry that found no room at first. */
    private boolean keep(K key, Entry<V> entry) {
        for (int round = 0; round < ROUNDS && entry.weight() <= limit; round++) {
            long evicted = evict(entry.weight());
            if (charge(entry)) {
                return insert(key, entry);
            }
            if (evicted == 0) {
                break;
            }
        }
        refused.increment();
        return false;
    }

    private boolean insert(K key, Entry<V> charged) {
        entries.put(key, charged);
        settleIfClosed(key);
        return true;
    }

    /** Asked after the entry went in: either this sees the cache closed, or who closes it sees the entry. */
    private void settleIfClosed(K key) {
        if (closing.hasBegun()) {
            entries.invalidate(key);
            closeBudget();
        }
    }

    /** Called by who closed, and after that by whoever loaded something while the cache closed: the last one does it. */
    private void closeBudget() {
        if (closing.isDone() && budget.used() == 0) {
            try {
                budget.close();
            } catch (IllegalStateException drawnFromMeanwhile) {
                return; // By a caller that finds this closed next, gives it back, and comes here itself.
            }
        }
    }

    private void left(@Nullable K key, @Nullable Entry<V> entry, RemovalCause cause) {
        if (cause.wasEvicted()) {
            evictions.increment();
        }
        if (cause == RemovalCause.SIZE && key != null && entry != null) {
            ghosts.left(key, entry.weight());
        }
        if (entry != null) {
            entry.release(budget);
        }
    }

    /** Drops the coldest entries until so many bytes are free. */
    private long evict(long wanted) {
        if (wanted <= 0) {
            return 0;
        }
        long freed = 0;
        for (CacheEntry<K, Entry<V>> cold : coldest(wanted)) {
            if (entries.asMap().remove(cold.getKey(), cold.getValue())) {
                evictions.increment();
                ghosts.left(cold.getKey(), cold.getValue().weight());
                freed += cold.getValue().weight();
            }
        }
        return freed;
    }

    private List<CacheEntry<K, Entry<V>>> coldest(long wanted) {
        return entries.policy()
                .eviction()
                .map(eviction -> eviction.coldest(coldFirst -> upTo(wanted, coldFirst)))
                .orElse(List.of());
    }

    private static <K, V> List<CacheEntry<K, Entry<V>>> upTo(long wanted, Stream<CacheEntry<K, Entry<V>>> coldFirst) {
        List<CacheEntry<K, Entry<V>>> enough = new ArrayList<>();
        long sum = 0;
        Iterator<CacheEntry<K, Entry<V>>> each = coldFirst.iterator();
        while (sum < wanted && each.hasNext()) {
            CacheEntry<K, Entry<V>> entry = each.next();
            enough.add(entry);
            sum += entry.getValue().weight();
        }
        return enough;
    }

    /**
     * What the cache did so far, and what it holds.
     *
     * @return the figures
     */
    public CacheStatistics statistics() {
        entries.cleanUp();
        return new CacheStatistics(
                hits.sum(), misses.sum(), evictions.sum(), refused.sum(), entries.estimatedSize(), budget.used());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    /** {@inheritDoc} All of a cache is idle. */
    @Override
    public Usage usage() {
        return new Usage(Kind.MEMORY, limit, 0, budget.used(), 0, 0, 0, 0);
    }

    @Override
    public List<Holding> holdings() {
        return List.of();
    }

    @Override
    public List<Waiting> waiting() {
        return List.of();
    }

    @Override
    public long reclaim(long amount) {
        return evict(amount);
    }

    /** {@inheritDoc} What is idle in a cache is what makes it one. */
    @Override
    public boolean isIdleUseful() {
        return true;
    }

    /** {@inheritDoc} What twice the room would find is measured with the keys of what went for want of room. */
    @Override
    public Optional<HitCurve> hitCurve() {
        return Optional.of(new HitCurve(limit, hits.sum(), misses.sum(), ghosts.met()));
    }

    /** {@inheritDoc} Its bound shrinks in proportion, down to a tenth, which keeps the entries asked for most. */
    @Override
    public void restrain(double share) {
        long bound = (long) (limit * (1 - (1 - LEAST_SHARE) * share));
        entries.policy().eviction().ifPresent(eviction -> eviction.setMaximum(bound));
        entries.cleanUp();
    }

    @Override
    public boolean isClosed() {
        return closing.hasBegun();
    }

    /** {@inheritDoc} A cache has no leases to wait for; a value that is being loaded meanwhile is not kept. */
    @Override
    public CloseReport close(Duration deadline) {
        CloseReport report = closing.run(() -> {
            long start = System.nanoTime();
            entries.invalidateAll();
            entries.cleanUp();
            return new CloseReport(name, Duration.ofNanos(System.nanoTime() - start), List.of(), List.of());
        });
        closeBudget();
        return report;
    }
}
