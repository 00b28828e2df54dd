package dev.steward.pool;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link Pool}. Every option has a default that serves; {@link #build()} checks all of them together. Not
 * threadsafe.
 *
 * @param <T> what the pool will hold
 */
public final class PoolBuilder<T> implements Blueprint<Pool<T>> {
    static final int MOST_SLOTS = 1 << 20;

    private final String name;
    private final Callable<? extends T> create;
    private Kind kind = Kind.of("objects", "objects");
    private long weight = 1;
    private Pool.@Nullable Action<? super T> reset;
    private Pool.@Nullable Check<? super T> check;
    private Pool.@Nullable Action<? super T> destroy;
    private int min;
    private int max = 10;
    private int overflow;
    private int reservedLane;
    private int maxWaiters = Integer.MAX_VALUE;
    private int concurrentCreations = 4;
    private boolean shared;
    private @Nullable Boolean reclaimOrphans;
    private boolean reclaimUnreachable = true;
    private boolean shrinks = true;
    private Duration acquireTimeout = Duration.ofSeconds(30);
    private Duration creationTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofMinutes(10);
    private Duration lifetime = Duration.ofMinutes(30);
    private Duration checkAfterIdle = Duration.ofMillis(500);
    private Duration keepalive = Duration.ofMinutes(2);
    private Duration starvationLimit = Duration.ofMillis(10);
    private Duration tick = Duration.ofMillis(100);
    private @Nullable Duration unavailableAfter;
    private @Nullable Function<? super T, String> label;
    private Predicate<Throwable> permanentFailure = failure -> false;
    private LongSupplier ticker = System::nanoTime;

    PoolBuilder(String name, Callable<? extends T> create) {
        this.name = name;
        this.create = create;
    }

    /**
     * Begins with settings that fit a sort of resource.
     *
     * @param preset the settings; what is set after this holds
     * @return this builder
     */
    public PoolBuilder<T> preset(PoolPreset preset) {
        return preset.applyTo(this);
    }

    /**
     * What the pool holds; by default a kind named "objects".
     *
     * @param newKind the kind
     * @return this builder
     */
    public PoolBuilder<T> kind(Kind newKind) {
        kind = newKind;
        return this;
    }

    /**
     * What one resource costs in the budget; 1 by default.
     *
     * @param units in the kind's unit, at least 0
     * @return this builder
     */
    public PoolBuilder<T> weight(long units) {
        weight = units;
        return this;
    }

    /**
     * How many resources the pool keeps and how many it may have at most, in whatever state; 0 and 10 by default.
     *
     * @param newMin the pool fills up to this many in the background, and does not let idle ones go below it
     * @param newMax never exceeded, not even while resources are being destroyed; at least 1
     * @return this builder
     */
    public PoolBuilder<T> size(int newMin, int newMax) {
        min = newMin;
        max = newMax;
        return this;
    }

    /**
     * How many temporary resources there may be above the maximum, while everything is leased and somebody waits. Each
     * serves one lease and is destroyed then; none by default.
     *
     * @param count at least 0
     * @return this builder
     */
    public PoolBuilder<T> overflow(int count) {
        overflow = count;
        return this;
    }

    /**
     * How many resources there may be above the maximum for callers alone who hold something already: another one of this
     * pool, or one of another. Such a caller gets one when it has waited for the starvation limit. So where each needs
     * two at a time, one of them can always go on, and where things are acquired in different orders the circle is
     * broken, whatever the size. The budget keeps room for them. Each serves one lease and is destroyed then; none by
     * default.
     *
     * @param count at least 0
     * @return this builder
     */
    public PoolBuilder<T> reservedLane(int count) {
        reservedLane = count;
        return this;
    }

    /**
     * What makes a resource clean for its next holder. It runs in the thread that closes the lease, before anybody else
     * can have the resource. If it throws, the resource is destroyed and the lease is closed all the same.
     *
     * @param action the reset; none by default
     * @return this builder
     */
    public PoolBuilder<T> reset(Pool.Action<? super T> action) {
        reset = action;
        return this;
    }

    /**
     * Tells whether a resource that was idle for {@link #checkAfterIdle} is still good. It runs in the background; the
     * caller waits within its deadline. A resource that is not good, or whose check throws, is destroyed.
     *
     * @param test the check; none by default
     * @return this builder
     */
    public PoolBuilder<T> check(Pool.Check<? super T> test) {
        check = test;
        return this;
    }

    /**
     * What ends a resource. It runs in the background. What it throws is logged and reported at close.
     *
     * @param action the end; none by default
     * @return this builder
     */
    public PoolBuilder<T> destroy(Pool.Action<? super T> action) {
        destroy = action;
        return this;
    }

    /**
     * How long {@link Pool#acquire()} waits; 30 s by default.
     *
     * @param timeout zero tries once
     * @return this builder
     */
    public PoolBuilder<T> acquireTimeout(Duration timeout) {
        acquireTimeout = timeout;
        return this;
    }

    /**
     * After what time an attempt to create a resource is given up and replaced by another; 30 s by default. The attempt
     * itself cannot be stopped; should it succeed later, its resource is destroyed.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public PoolBuilder<T> creationTimeout(Duration timeout) {
        creationTimeout = timeout;
        return this;
    }

    /**
     * After what idle time a resource that can be spared is destroyed (see {@link #shrinks}); 10 min by default, measured
     * to the tick.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public PoolBuilder<T> idleTimeout(Duration timeout) {
        idleTimeout = timeout;
        return this;
    }

    /**
     * How long a resource may live; 30 min by default. Each resource draws its own time from within 10 % of this, so
     * that those created together do not end together. After that it is replaced, a few at a time and the successor first
     * where the maximum leaves room for it; one that is leased goes when it comes back.
     *
     * @param limit more than zero
     * @return this builder
     */
    public PoolBuilder<T> lifetime(Duration limit) {
        lifetime = limit;
        return this;
    }

    /**
     * After what idle time a resource is checked before it is leased again; 500 ms by default, measured to the tick.
     *
     * @param idle more than zero
     * @return this builder
     */
    public PoolBuilder<T> checkAfterIdle(Duration idle) {
        checkAfterIdle = idle;
        return this;
    }

    /**
     * After what time without use an idle resource is checked in the background, so that what has died meanwhile is
     * found and replaced before somebody waits for it; 2 min by default. It has no effect without a check.
     *
     * @param interval more than zero
     * @return this builder
     */
    public PoolBuilder<T> keepalive(Duration interval) {
        keepalive = interval;
        return this;
    }

    /**
     * Whether idle resources end after the idle timeout, down to the minimum or twice what is in use, whichever is more;
     * they do by default.
     *
     * @param shrink false to keep what was once needed
     * @return this builder
     */
    public PoolBuilder<T> shrinks(boolean shrink) {
        shrinks = shrink;
        return this;
    }

    /**
     * How many resources may be in creation at the same time; 4 by default.
     *
     * @param count at least 1
     * @return this builder
     */
    public PoolBuilder<T> concurrentCreations(int count) {
        concurrentCreations = count;
        return this;
    }

    /**
     * How many callers may wait; one more is refused at once. No limit by default.
     *
     * @param count at least 0
     * @return this builder
     */
    public PoolBuilder<T> maxWaiters(int count) {
        maxWaiters = count;
        return this;
    }

    /**
     * Makes every lease a shared one, closable from any thread. By default a lease is confined to the thread that
     * acquired it, which is quicker and keeps the ledger true.
     *
     * @return this builder
     */
    public PoolBuilder<T> sharedLeases() {
        shared = true;
        return this;
    }

    /**
     * Whether a lease whose holding thread has ended is taken back and its resource destroyed. By default it is with
     * confined leases, which nobody else can close, and is not with shared ones, which another thread may still hold.
     *
     * @param reclaim true to take them back
     * @return this builder
     */
    public PoolBuilder<T> reclaimOrphans(boolean reclaim) {
        reclaimOrphans = reclaim;
        return this;
    }

    /**
     * Whether a lease is taken back, and its resource destroyed, when the garbage collector has found that nobody can
     * close it any more. It is by default. That is found out for leases that are traced, which is up to the ledger of a
     * {@code Steward}; without one, for none. A holder that keeps the resource alone and forgets the lease loses it.
     *
     * @param reclaim false to report it only
     * @return this builder
     */
    public PoolBuilder<T> reclaimUnreachable(boolean reclaim) {
        reclaimUnreachable = reclaim;
        return this;
    }

    /**
     * How long a waiter may be overtaken before released resources are handed to the head of the line directly; 10 ms
     * by default.
     *
     * @param limit zero hands over always
     * @return this builder
     */
    public PoolBuilder<T> starvationLimit(Duration limit) {
        starvationLimit = limit;
        return this;
    }

    /**
     * How often the pool looks at its resources: the grain of idle times, lifetimes and the ages in the ledger; 100 ms
     * by default.
     *
     * @param interval from 1 ms on
     * @return this builder
     */
    public PoolBuilder<T> tick(Duration interval) {
        tick = interval;
        return this;
    }

    /**
     * Recognises failures to create a resource that waiting cannot cure, such as a wrong password. They reach all
     * waiters at once; others reach them at their deadline.
     *
     * @param test true for a permanent failure; none by default
     * @return this builder
     */
    public PoolBuilder<T> permanentFailure(Predicate<Throwable> test) {
        permanentFailure = test;
        return this;
    }

    /**
     * For how long creating must have failed, without a success, until callers are refused at once with an {@link
     * dev.steward.resource.UnavailableException} instead of being made to wait. It holds only while nothing is left that
     * could come back. One attempt at a time goes on being made, at intervals of up to 5 s, and the first success ends
     * it. Never by default.
     *
     * @param failing more than zero
     * @return this builder
     */
    public PoolBuilder<T> unavailableAfter(Duration failing) {
        unavailableAfter = failing;
        return this;
    }

    /**
     * What to say in the ledger about a resource that is leased, such as what it works on. Observers call it, at any
     * time, also while the holder uses the resource: it must be quick, and must only read what may be read so.
     *
     * @param text gives a short text, or an empty one; none by default
     * @return this builder
     */
    public PoolBuilder<T> label(Function<? super T, String> text) {
        label = text;
        return this;
    }

    /**
     * The clock by which resources age, for tests.
     *
     * @param nanos nanoseconds from an arbitrary origin; {@link System#nanoTime()} by default
     * @return this builder
     */
    public PoolBuilder<T> ticker(LongSupplier nanos) {
        ticker = nanos;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Pool<T> buildWithin(Budget budget) {
        refuseConflicts(budget);
        return Pool.started(options(), budget);
    }

    PoolOptions<T> options() {
        return new PoolOptions<>(
                name,
                kind,
                weight,
                create,
                reset,
                check,
                destroy,
                min,
                max,
                overflow,
                reservedLane,
                maxWaiters,
                concurrentCreations,
                shared,
                reclaimOrphans == null ? !shared : reclaimOrphans,
                reclaimUnreachable,
                shrinks,
                acquireTimeout,
                creationTimeout,
                idleTimeout,
                lifetime,
                checkAfterIdle,
                keepalive,
                starvationLimit,
                tick,
                unavailableAfter == null ? Long.MAX_VALUE : Durations.toNanos(unavailableAfter),
                permanentFailure,
                label,
                ticker);
    }

    private void refuseConflicts(Budget budget) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        conflicts.expect(min >= 0, "size: min must be 0 or more, got " + min);
        conflicts.expect(max >= 1 && max <= MOST_SLOTS, "size: max must be 1 to " + MOST_SLOTS + ", got " + max);
        conflicts.expect(min <= max, "size: min " + min + " is above max " + max);
        conflicts.expect(
                overflow >= 0 && overflow <= MOST_SLOTS, "overflow: must be 0 to " + MOST_SLOTS + ", got " + overflow);
        conflicts.expect(
                reservedLane >= 0 && reservedLane <= MOST_SLOTS,
                "reservedLane: must be 0 to " + MOST_SLOTS + ", got " + reservedLane);
        conflicts.expect(weight >= 0, "weight: must be 0 or more " + kind.unit() + ", got " + weight);
        conflicts.expect(maxWaiters >= 0, "maxWaiters: must be 0 or more, got " + maxWaiters);
        conflicts.expect(
                concurrentCreations >= 1, "concurrentCreations: must be 1 or more, got " + concurrentCreations);
        conflicts.expectNotNegative("acquireTimeout", acquireTimeout);
        conflicts.expectNotNegative("starvationLimit", starvationLimit);
        conflicts.expectPositive("creationTimeout", creationTimeout);
        conflicts.expectPositive("idleTimeout", idleTimeout);
        conflicts.expectPositive("lifetime", lifetime);
        conflicts.expectPositive("checkAfterIdle", checkAfterIdle);
        conflicts.expectPositive("keepalive", keepalive);
        conflicts.expectPositive("unavailableAfter", unavailableAfter);
        conflicts.expect(tick.toMillis() >= 1, "tick: must be 1 ms or more, got " + Durations.format(tick));
        conflicts.expectKind(budget, kind);
        conflicts.refuseIfAny("pool " + name);
    }
}
