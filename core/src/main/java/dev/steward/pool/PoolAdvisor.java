package dev.steward.pool;

import dev.steward.resource.CreationFailedException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Measures a factory as it is used without a pool, or a pool as it is, and gives {@link PoolAdvice}. Threadsafe; the
 * measuring costs two clock reads for each use, so it is for finding out and not for good.
 *
 * @param <T> what the factory makes
 */
public final class PoolAdvisor<T> {
    private final String subject;
    private final Callable<? extends T> create;
    private final LongSupplier ticker;
    private final long beganNanos;
    private final LongAdder uses = new LongAdder();
    private final LongAdder creationNanos = new LongAdder();
    private final LongAdder heldNanos = new LongAdder();

    /**
     * Begins to measure a factory.
     *
     * @param subject what it makes, for the advice
     * @param create the factory
     */
    public PoolAdvisor(String subject, Callable<? extends T> create) {
        this(subject, create, System::nanoTime);
    }

    PoolAdvisor(String subject, Callable<? extends T> create, LongSupplier ticker) {
        this.subject = subject;
        this.create = create;
        this.ticker = ticker;
        this.beganNanos = ticker.getAsLong();
    }

    /**
     * Makes one, has it used, and measures both.
     *
     * @param use what is done with it, its end included
     * @throws CreationFailedException if the factory fails
     * @throws Exception what the use throws
     */
    public void use(Pool.Action<? super T> use) throws Exception {
        long start = ticker.getAsLong();
        T made;
        try {
            made = create.call();
        } catch (Exception failure) {
            throw new CreationFailedException(subject, subject + ": creation failed with " + failure, failure);
        }
        long created = ticker.getAsLong();
        try {
            use.on(made);
        } finally {
            uses.increment();
            creationNanos.add(created - start);
            heldNanos.add(ticker.getAsLong() - created);
        }
    }

    /**
     * The advice, from all uses so far.
     *
     * @return the advice; with no use yet, not to pool
     */
    public PoolAdvice advice() {
        long count = Math.max(1, uses.sum());
        double seconds = Math.max(1, ticker.getAsLong() - beganNanos) / 1e9;
        return PoolAdvice.from(
                subject,
                Duration.ofNanos(creationNanos.sum() / count),
                uses.sum() / seconds,
                Duration.ofNanos(heldNanos.sum() / count),
                0,
                0);
    }
}
