package dev.steward.races;

import dev.steward.pool.Pool;
import dev.steward.pool.PoolBuilder;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/**
 * Pools that are lent to one try after another. A pool has threads, and starting them for each of the many thousand
 * tries of a case would leave no time for the race. The arbiter puts a pool back; the next try finds it with all its
 * resources idle. Threadsafe.
 */
public final class Stock {
    /** Far longer than anything here takes, and still an answer when a slot was lost for good. */
    public static final Duration LONG = Duration.ofSeconds(10);

    private final UnaryOperator<PoolBuilder<Cell>> description;
    private final int size;
    private final Queue<Pool<Cell>> free = new ConcurrentLinkedQueue<>();

    /**
     * A stock of equal pools.
     *
     * @param size how many resources each has, always
     * @param description what else is to be said about each
     */
    public Stock(int size, UnaryOperator<PoolBuilder<Cell>> description) {
        this.size = size;
        this.description = description;
    }

    /** A pool with all its resources idle and nobody waiting. */
    public Pool<Cell> take() {
        Pool<Cell> pool = free.poll();
        if (pool == null) {
            pool = makeOne();
        }
        while (pool.statistics().idle() < size) {
            Thread.onSpinWait();
        }
        return pool;
    }

    /** One that nobody had before, for a case that closes it. */
    public Pool<Cell> makeOne() {
        Pool<Cell> pool = description
                .apply(Pool.builder("raced", Cell::new)
                        .destroy(Cell::end)
                        .size(size, size)
                        .concurrentCreations(1))
                .build();
        while (pool.statistics().idle() < size) {
            Thread.onSpinWait();
        }
        return pool;
    }

    /** Takes a pool back, unless something went wrong with it. */
    public void putBack(Pool<Cell> pool, boolean sound) {
        if (sound) {
            free.add(pool);
        }
    }
}
