package dev.steward.cache;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link BoundedCache} is to be like. Everything is checked when it is built. Confined to one thread.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class BoundedCacheBuilder<K, V> implements Blueprint<BoundedCache<K, V>> {
    private final String name;
    private long maximumWeight;
    private long maximumEntries;
    private int bytesPerEntry;
    private @Nullable ToIntBiFunction<? super K, ? super V> weigher;
    private @Nullable Function<? super K, ? extends V> loader;
    private @Nullable Duration afterWrite;
    private @Nullable Duration afterAccess;
    private LongSupplier ticker = System::nanoTime;

    BoundedCacheBuilder(String name) {
        this.name = name;
    }

    /**
     * The most the entries may weigh together.
     *
     * @param bytes 1 or more
     * @param weighing what an entry takes, in bytes; less than 1 counts as 1, because even an empty value takes room
     * @return this
     */
    public BoundedCacheBuilder<K, V> maximumWeight(long bytes, ToIntBiFunction<? super K, ? super V> weighing) {
        this.maximumWeight = bytes;
        this.weigher = weighing;
        return this;
    }

    /**
     * The most entries there may be, each charged with the same weight.
     *
     * @param entries 1 or more
     * @param bytesEach what an entry takes, 1 or more
     * @return this
     */
    public BoundedCacheBuilder<K, V> maximumEntries(long entries, int bytesEach) {
        this.maximumEntries = entries;
        this.bytesPerEntry = bytesEach;
        return this;
    }

    /**
     * Entries are dropped so long after they were written.
     *
     * @param age more than zero; never by default
     * @return this
     */
    public BoundedCacheBuilder<K, V> expireAfterWrite(Duration age) {
        this.afterWrite = age;
        return this;
    }

    /**
     * Entries are dropped so long after they were last written or read.
     *
     * @param age more than zero; never by default
     * @return this
     */
    public BoundedCacheBuilder<K, V> expireAfterAccess(Duration age) {
        this.afterAccess = age;
        return this;
    }

    /**
     * Where {@link BoundedCache#get(Object)} takes a value from that is not there. Of many callers that miss the same
     * key at once, one loads.
     *
     * @param loading gives the value of a key, never null; what it throws goes to the caller
     * @return this
     */
    public BoundedCacheBuilder<K, V> loader(Function<? super K, ? extends V> loading) {
        this.loader = loading;
        return this;
    }

    /**
     * The clock that ages are measured with, for tests.
     *
     * @param nanos a clock such as {@link System#nanoTime()}
     * @return this
     */
    public BoundedCacheBuilder<K, V> ticker(LongSupplier nanos) {
        this.ticker = nanos;
        return this;
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
    public BoundedCache<K, V> buildWithin(Budget budget) {
        refuseConflicts(budget);
        return BoundedCache.opened(new BoundedCache<>(this, budget.child(name, Long.MAX_VALUE)));
    }

    private void refuseConflicts(Budget budget) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        conflicts.expectKind(budget, Kind.MEMORY);
        boolean byEntries = maximumEntries != 0 || bytesPerEntry != 0;
        conflicts.expect(weigher == null || !byEntries, "maximumWeight and maximumEntries: give one of the two");
        conflicts.expect(
                weigher != null || byEntries,
                "maximumWeight or maximumEntries: a cache needs a bound, give one of the two");
        conflicts.expect(
                weigher == null || maximumWeight >= 1,
                "maximumWeight: it must be 1 or more bytes, got " + maximumWeight);
        conflicts.expect(
                !byEntries || (maximumEntries >= 1 && bytesPerEntry >= 1 && weightOfAll() != Long.MAX_VALUE),
                "maximumEntries: both the count and the bytes of each must be 1 or more and their product below"
                        + " 8 EiB, got " + maximumEntries + " entries of " + bytesPerEntry + " bytes");
        conflicts.expectPositive("expireAfterWrite", afterWrite);
        conflicts.expectPositive("expireAfterAccess", afterAccess);
        conflicts.refuseIfAny("cache " + name);
    }

    private long weightOfAll() {
        return Math.multiplyHigh(maximumEntries, bytesPerEntry) != 0 || maximumEntries * bytesPerEntry < 0
                ? Long.MAX_VALUE
                : maximumEntries * bytesPerEntry;
    }

    long limit() {
        return weigher == null ? weightOfAll() : maximumWeight;
    }

    ToIntBiFunction<? super K, ? super V> weigher() {
        int each = bytesPerEntry;
        return weigher == null ? (key, value) -> each : weigher;
    }

    @Nullable
    Function<? super K, ? extends V> loader() {
        return loader;
    }

    @Nullable
    Duration afterWrite() {
        return afterWrite;
    }

    @Nullable
    Duration afterAccess() {
        return afterAccess;
    }

    LongSupplier ticker() {
        return ticker;
    }
}
