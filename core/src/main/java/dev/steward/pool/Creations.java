package dev.steward.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Durations;
import dev.steward.resource.ResourceException;
import dev.steward.resource.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to create resources: so many at a time and no more, given up when they take too long, and after
 * failures only as {@link StormGuard} allows. It knows nothing of budgets and bounds; {@link Growth} asks it whether another attempt
 * may begin and tells it how each ended. Threadsafe; its lock is never held while user code runs.
 *
 * @param <T> what the pool holds
 */
final class Creations<T> {
    private final String poolName;
    private final Callable<? extends T> factory;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final List<Attempt<T>> underWay = new ArrayList<>();

    @GuardedBy("lock")
    private final StormGuard guard;

    @GuardedBy("lock")
    private long nanosSpent;

    @GuardedBy("lock")
    private long averageNanos;

    /** What the next is expected to take; see {@link #expectedNanos}. */
    private volatile long expectedNanos;

    /** What the guard said after the last attempt, for those who do not want to lock. */
    private volatile boolean unavailable;

    private final AtomicLong created = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable Throwable lastFailure;

    /** One attempt to fill a slot. */
    static final class Attempt<T> {
        final Slot<T> slot;

        /** For one lease only: beyond the maximum, or of the reserved lane. */
        final boolean overflow;

        /** The slot whose resource goes when this one has come. */
        final @Nullable Slot<T> replaced;

        private final long sinceNanos = System.nanoTime();

        Attempt(Slot<T> slot, boolean overflow, @Nullable Slot<T> replaced) {
            this.slot = slot;
            this.overflow = overflow;
            this.replaced = replaced;
        }
    }

    Creations(PoolOptions<T> options) {
        this.poolName = options.name();
        this.factory = options.create();
        this.guard = new StormGuard(options.concurrentCreations(), options.unavailableAfter());
        this.timeout = options.creationTimeout();
    }

    long created() {
        return created.get();
    }

    long failures() {
        return failures.get();
    }

    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    /** What a creation takes on average; zero before the first. */
    Duration cost() {
        lock.lock();
        try {
            return Duration.ofNanos(nanosSpent / Math.max(1, created.get()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the next creation is expected to take; zero before the first. Of the average and the last one the lower: a
     * slow one must not make everybody patient for long.
     */
    long expectedNanos() {
        return expectedNanos;
    }

    /** Whether creating has failed for so long that nobody should wait for it. */
    boolean isUnavailable() {
        return unavailable;
    }

    /** Whether the next attempt is waited for only because nobody has asked for it. */
    boolean isDue() {
        lock.lock();
        try {
            return underWay.isEmpty() && guard.untilNextNanos(System.nanoTime()) == 0;
        } finally {
            lock.unlock();
        }
    }

    ResourceException refusal() {
        lock.lock();
        try {
            long now = System.nanoTime();
            long untilNext = underWay.isEmpty() ? Math.max(1, guard.untilNextNanos(now)) : 0;
            return new UnavailableException(
                    poolName,
                    Duration.ofNanos(guard.failingNanos(now)),
                    guard.failuresInRow(),
                    Duration.ofNanos(untilNext),
                    lastFailure);
        } finally {
            lock.unlock();
        }
    }

    /** What is wrong with creating, for the message of who waited in vain; empty when nothing is. */
    String trouble() {
        Throwable failure = lastFailure;
        if (failure == null) {
            return "";
        }
        lock.lock();
        try {
            long now = System.nanoTime();
            return "creating one failed " + guard.failuresInRow() + " times in a row for "
                    + Durations.format(Duration.ofNanos(guard.failingNanos(now))) + " ("
                    + (underWay.isEmpty()
                            ? "next attempt in " + Durations.format(Duration.ofNanos(guard.untilNextNanos(now)))
                            : "another attempt is under way")
                    + "), last with: " + failure;
        } finally {
            lock.unlock();
        }
    }

    int underWay() {
        lock.lock();
        try {
            return underWay.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether another attempt may begin now. */
    boolean mayBegin() {
        lock.lock();
        try {
            return guard.mayBegin(underWay.size(), System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    void begin(Attempt<T> attempt) {
        lock.lock();
        try {
            underWay.add(attempt);
            guard.begun(attempt.sinceNanos);
        } finally {
            lock.unlock();
        }
    }

    /** Calls the factory. */
    T call() throws Exception {
        T resource = factory.call();
        if (resource == null) {
            throw new NullPointerException(
                    "the factory of pool " + poolName + " returned null; it must return a resource or throw");
        }
        return resource;
    }

    /** The attempt has made a resource; false when it was given up before, and the resource is nobody's. */
    boolean succeeded(Attempt<T> attempt) {
        long now = System.nanoTime();
        long tookNanos = now - attempt.sinceNanos;
        lock.lock();
        try {
            if (!underWay.remove(attempt)) {
                return false;
            }
            nanosSpent += tookNanos;
            averageNanos += averageNanos == 0 ? tookNanos : (tookNanos - averageNanos) / 4;
            expectedNanos = Math.max(1, Math.min(averageNanos, tookNanos));
            created.incrementAndGet();
            guard.succeeded(now);
            unavailable = false;
            lastFailure = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The attempt has failed; false when it was given up before. */
    boolean failed(Attempt<T> attempt, Throwable failure) {
        lock.lock();
        try {
            boolean awaited = underWay.remove(attempt);
            if (awaited) {
                backOff(attempt, failure);
            }
            return awaited;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up attempts that take too long, so that others can be made in their place. */
    List<Attempt<T>> giveUpHung() {
        long now = System.nanoTime();
        List<Attempt<T>> hung = new ArrayList<>();
        lock.lock();
        try {
            for (Attempt<T> attempt : underWay) {
                if (now - attempt.sinceNanos >= timeout.toNanos()) {
                    hung.add(attempt);
                }
            }
            underWay.removeAll(hung);
            for (Attempt<T> attempt : hung) {
                backOff(attempt, tookTooLong());
            }
        } finally {
            lock.unlock();
        }
        return hung;
    }

    TimeoutException tookTooLong() {
        return new TimeoutException("creating a resource of pool " + poolName + " took longer than "
                + Durations.format(timeout) + " and was given up");
    }

    @GuardedBy("lock")
    private void backOff(Attempt<T> attempt, Throwable failure) {
        failures.incrementAndGet();
        lastFailure = failure;
        guard.failed(attempt.sinceNanos, System.nanoTime());
        unavailable = guard.isUnavailable();
    }
}
