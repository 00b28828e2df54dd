package dev.steward.pool;

import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Several pools of one sort of resource in different sizes, such as small, medium and large. A request is served by the
 * smallest tier that fits it; when all that this may have is leased, by the next larger one; and when all that fit are
 * full, the caller waits for the smallest. The pools stay what they are: each is managed and closed by itself.
 * Threadsafe.
 *
 * @param <T> what the pools hold
 */
public final class TieredPool<T> {
    private final String name;
    private final NavigableMap<Long, Pool<T>> tiers;

    /**
     * Puts pools together.
     *
     * @param name the name, for messages
     * @param tiers the pools by the capacity of what they hold: a request for at most that much fits
     * @throws IllegalArgumentException if there is no tier, or a capacity is not positive
     */
    public TieredPool(String name, Map<Long, Pool<T>> tiers) {
        if (tiers.isEmpty() || tiers.keySet().stream().anyMatch(capacity -> capacity <= 0)) {
            throw new IllegalArgumentException("tiers of " + name
                    + ": there must be one or more, each with a capacity above 0, got " + tiers.keySet());
        }
        this.name = name;
        this.tiers = new TreeMap<>(tiers);
    }

    /**
     * Leases a resource of at least that capacity.
     *
     * @param needed how much the resource must hold
     * @param timeout how long to wait when all tiers that fit are full
     * @return an open lease, of the kind that its pool gives
     * @throws IllegalArgumentException if no tier is that large, or the timeout is negative
     * @throws ExhaustedException if nothing became free in time
     * @throws ResourceException as {@link Pool#acquire(Duration)} does
     */
    public Lease<T> acquire(long needed, Duration timeout) {
        List<Pool<T>> fitting = List.copyOf(tiers.tailMap(needed, true).values());
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": " + needed + " is more than the largest tier holds, which is " + tiers.lastKey());
        }
        for (Pool<T> pool : fitting) {
            var idle = pool.tryAcquire();
            if (idle.isPresent()) {
                return idle.get();
            }
            PoolStatistics now = pool.statistics();
            if (now.inUse() < now.max()) {
                return pool.acquire(timeout);
            }
        }
        return fitting.get(0).acquire(timeout);
    }

    @Override
    public String toString() {
        return name + " in tiers " + tiers;
    }
}
