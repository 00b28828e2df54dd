package dev.steward.races;

import dev.steward.pool.Pool;
import dev.steward.pool.PoolBuilder;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/**
 * Pools that are lent to one try after another. A pool has threads, and starting them for each of the many thousand
 * tries of a case would leave no time for the race. The arbiter puts a pool back; the next try finds it with all its
 * resources idle. Threadsafe.
 *
 * @param <T> what the pools hold
 */
public final class Stock<T> {
    /** Far longer than anything here takes, and still an answer when a slot was lost for good. */
    public static final Duration LONG = Duration.ofSeconds(10);

    private final UnaryOperator<PoolBuilder<T>> description;
    private final int size;
    private final Callable<T> create;
    private final Queue<Pool<T>> free = new ConcurrentLinkedQueue<>();

    private Stock(int size, Callable<T> create, UnaryOperator<PoolBuilder<T>> description) {
        this.size = size;
        this.create = create;
        this.description = description;
    }

    /**
     * A stock of equal pools of cells.
     *
     * @param size how many resources each has, always
     * @param description what else is to be said about each
     */
    public static Stock<Cell> ofCells(int size, UnaryOperator<PoolBuilder<Cell>> description) {
        return new Stock<>(size, Cell::new, pool -> description.apply(pool.destroy(Cell::end)));
    }

    /**
     * A stock of equal pools, with shared leases, of one of something.
     *
     * @param create makes it
     */
    public static <T> Stock<T> ofOne(Callable<T> create) {
        return new Stock<>(1, create, PoolBuilder::sharedLeases);
    }

    /** A pool with all its resources idle and nobody waiting. */
    public Pool<T> take() {
        Pool<T> pool = free.poll();
        if (pool == null) {
            pool = makeOne();
        }
        while (pool.statistics().idle() < size) {
            Thread.onSpinWait();
        }
        return pool;
    }

    /** One that nobody had before, for a case that closes it. */
    public Pool<T> makeOne() {
        Pool<T> pool = description
                .apply(Pool.<T>builder("raced", create).size(size, size).concurrentCreations(1))
                .build();
        while (pool.statistics().idle() < size) {
            Thread.onSpinWait();
        }
        return pool;
    }

    /** Takes a pool back, unless something went wrong with it. */
    public void putBack(Pool<T> pool, boolean sound) {
        if (sound) {
            free.add(pool);
        }
    }
}
