package dev.steward.work;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link WorkQueue}. Every option has a default that serves; {@link #build()} checks all of them together. Not
 * threadsafe.
 *
 * @param <P> what is submitted
 * @param <R> what comes out
 */
public final class WorkQueueBuilder<P, R> implements Blueprint<WorkQueue<P, R>> {
    private static final int USUAL_CAPACITY = 10_000;
    private static final int USUAL_COMPLETED = 1_000;
    private static final int USUAL_CLEANUP = 100;
    private static final int MOST_THREADS = 1 << 15;

    private final String name;
    private final WorkHandler<? super P, ? extends R> handler;
    private int threads = WorkersBuilder.cores();
    private int capacity = USUAL_CAPACITY;
    private int maxCompleted = USUAL_COMPLETED;
    private int cleanupInterval = USUAL_CLEANUP;
    private int attempts = 3;
    private Duration firstBackoff = Duration.ofMillis(100);
    private Duration longestBackoff = Duration.ofSeconds(30);
    private Predicate<Exception> retryable = failure -> true;
    private @Nullable Durable<P, R> durable;

    WorkQueueBuilder(String name, WorkHandler<? super P, ? extends R> handler) {
        this.name = name;
        this.handler = handler;
    }

    /**
     * How many items are worked on at a time; as many as there are processors by default.
     *
     * @param most at least 1
     * @return this builder
     */
    public WorkQueueBuilder<P, R> threads(int most) {
        threads = most;
        return this;
    }

    /**
     * How many items may wait or be worked on; 10,000 by default.
     *
     * @param most at least 1
     * @return this builder
     */
    public WorkQueueBuilder<P, R> capacity(int most) {
        capacity = most;
        return this;
    }

    /**
     * How many outcomes are kept to be asked for; 1,000 by default.
     *
     * @param most 0 or more
     * @return this builder
     */
    public WorkQueueBuilder<P, R> maxCompleted(int most) {
        maxCompleted = most;
        return this;
    }

    /**
     * After how many finished items the store forgets those that are not kept any more; 100 by default.
     *
     * @param items at least 1
     * @return this builder
     */
    public WorkQueueBuilder<P, R> cleanupInterval(int items) {
        cleanupInterval = items;
        return this;
    }

    /**
     * How often an item is tried that fails; 3 times by default.
     *
     * @param most at least 1
     * @return this builder
     */
    public WorkQueueBuilder<P, R> attempts(int most) {
        attempts = most;
        return this;
    }

    /**
     * How long an item waits after a failure; a tenth of a second at first and half a minute at most by default. It
     * doubles with each attempt and is spread by a quarter.
     *
     * @param first after the first failure, zero or more
     * @param longest at most, no less than that
     * @return this builder
     */
    public WorkQueueBuilder<P, R> backoff(Duration first, Duration longest) {
        firstBackoff = first;
        longestBackoff = longest;
        return this;
    }

    /**
     * Which failures are worth another attempt; all by default.
     *
     * @param test whether it is
     * @return this builder
     */
    public WorkQueueBuilder<P, R> retryWhen(Predicate<Exception> test) {
        retryable = test;
        return this;
    }

    /**
     * Keeps the items where they outlive the process. A store serves one queue at a time, and is closed by whoever opened
     * it, after the queue.
     *
     * @param store where
     * @param payloads how what is submitted is written
     * @param results how what comes out is written
     * @return this builder
     */
    public WorkQueueBuilder<P, R> durable(WorkStore store, WorkCodec<P> payloads, WorkCodec<R> results) {
        durable = new Durable<>(store, payloads, results);
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.THREADS;
    }

    @Override
    public WorkQueue<P, R> buildWithin(Budget budget) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        conflicts.expectKind(budget, Kind.THREADS);
        conflicts.expect(
                threads >= 1 && threads <= MOST_THREADS, "threads: must be 1 to " + MOST_THREADS + ", got " + threads);
        conflicts.expect(capacity >= 1, "capacity: must be 1 or more, got " + capacity);
        conflicts.expect(maxCompleted >= 0, "maxCompleted: must be 0 or more, got " + maxCompleted);
        conflicts.expect(cleanupInterval >= 1, "cleanupInterval: must be 1 or more, got " + cleanupInterval);
        conflicts.expect(attempts >= 1, "attempts: must be 1 or more, got " + attempts);
        conflicts.expectNotNegative("backoff", firstBackoff);
        conflicts.expect(
                longestBackoff.compareTo(firstBackoff) >= 0,
                "backoff: the longest must be no less than the first, got " + firstBackoff + " and " + longestBackoff);
        conflicts.refuseIfAny("work queue " + name);
        return WorkQueue.started(
                new WorkQueueOptions<>(
                        name,
                        handler,
                        threads,
                        capacity,
                        maxCompleted,
                        cleanupInterval,
                        new Attempts(attempts, firstBackoff, longestBackoff, retryable),
                        durable),
                budget);
    }
}
