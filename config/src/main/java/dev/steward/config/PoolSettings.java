package dev.steward.config;

import dev.steward.govern.Governor;
import dev.steward.jdbc.JdbcPoolBuilder;
import dev.steward.pool.PoolBuilder;
import dev.steward.pool.PoolPreset;
import dev.steward.resource.Resizable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** What the settings say about one pool. Immutable. */
public final class PoolSettings {
    private final String name;
    private final Settings settings;

    PoolSettings(String name, Settings settings) {
        this.name = name;
        this.settings = settings;
    }

    /**
     * Sets on a builder what the settings say, the preset first. What is set on the builder afterwards wins.
     *
     * @param builder the builder
     * @param <T> what the pool holds
     * @return that builder
     */
    public <T> PoolBuilder<T> applyTo(PoolBuilder<T> builder) {
        settings.value(Key.POOL_PRESET, name, PoolPreset.class).ifPresent(builder::preset);
        size(builder::size);
        count(Key.POOL_OVERFLOW, builder::overflow);
        count(Key.POOL_RESERVED_LANE, builder::reservedLane);
        count(Key.POOL_MAX_WAITERS, builder::maxWaiters);
        time(Key.POOL_ACQUIRE_TIMEOUT, builder::acquireTimeout);
        time(Key.POOL_CREATION_TIMEOUT, builder::creationTimeout);
        time(Key.POOL_IDLE_TIMEOUT, builder::idleTimeout);
        time(Key.POOL_LIFETIME, builder::lifetime);
        time(Key.POOL_CHECK_AFTER_IDLE, builder::checkAfterIdle);
        time(Key.POOL_KEEPALIVE, builder::keepalive);
        return builder;
    }

    /**
     * Sets on the builder of a connection pool what the settings say; {@code creationTimeout} is its connect timeout, and a
     * preset says nothing to it. What is set on the builder afterwards wins.
     *
     * @param builder the builder
     * @return that builder
     */
    public JdbcPoolBuilder applyTo(JdbcPoolBuilder builder) {
        size(builder::size);
        count(Key.POOL_OVERFLOW, builder::overflow);
        count(Key.POOL_RESERVED_LANE, builder::reservedLane);
        count(Key.POOL_MAX_WAITERS, builder::maxWaiters);
        time(Key.POOL_ACQUIRE_TIMEOUT, builder::acquireTimeout);
        time(Key.POOL_CREATION_TIMEOUT, builder::connectTimeout);
        time(Key.POOL_IDLE_TIMEOUT, builder::idleTimeout);
        time(Key.POOL_LIFETIME, builder::lifetime);
        time(Key.POOL_CHECK_AFTER_IDLE, builder::checkAfterIdle);
        time(Key.POOL_KEEPALIVE, builder::keepalive);
        return builder;
    }

    /** The two belong together: with only the maximum set, the minimum is 0. */
    void size(SizeConsumer target) {
        settings.value(Key.POOL_MAX, name, Integer.class)
                .ifPresent(max -> target.set(
                        settings.value(Key.POOL_MIN, name, Integer.class).orElse(0), max));
    }

    /**
     * Has the size of a thing follow its load, within {@code autoSize}, if the settings say that of it; see
     * {@link Governor#autoSize}.
     *
     * @param governor who sizes it
     * @param thing the pool or the workers that were built with these settings
     * @return whether they say so
     */
    public boolean autoSize(Governor governor, Resizable thing) {
        Optional<Bounds> bounds = autoSizeBounds();
        bounds.ifPresent(within -> governor.autoSize(thing, within.min, within.max));
        return bounds.isPresent();
    }

    /** Within what a size follows the load. */
    record Bounds(int min, int max) {}

    /** With only the maximum set, the minimum is 1. */
    Optional<Bounds> autoSizeBounds() {
        return settings.value(Key.POOL_AUTO_MAX, name, Integer.class)
                .map(max -> new Bounds(
                        settings.value(Key.POOL_AUTO_MIN, name, Integer.class).orElse(1), max));
    }

    /** What is wrong with {@code autoSize} as a whole; empty when nothing is. */
    Optional<String> autoSizeProblem() {
        Optional<Bounds> bounds = autoSizeBounds();
        if (bounds.isEmpty()
                && settings.value(Key.POOL_AUTO_MIN, name, Integer.class).isPresent()) {
            return Optional.of(Key.POOL_AUTO_MIN.of(name) + ": needs " + Key.POOL_AUTO_MAX.of(name) + " as well");
        }
        return bounds.filter(wrong -> wrong.min < 1 || wrong.min > wrong.max)
                .map(wrong -> Key.POOL_AUTO_MAX.of(name) + ": the bounds must be 1 <= min <= max, got " + wrong.min
                        + " and " + wrong.max);
    }

    private void count(Key key, IntConsumer target) {
        settings.value(key, name, Integer.class).ifPresent(target::accept);
    }

    private void time(Key key, Consumer<Duration> target) {
        settings.value(key, name, Duration.class).ifPresent(target);
    }

    /** Takes a minimum and a maximum. */
    interface SizeConsumer {
        void set(int min, int max);
    }
}
