package dev.steward.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to create resources: so many at a time and no more, given up when they take too long, and after a failure
 * only at growing intervals. It knows nothing of budgets and bounds; {@link Population} asks it whether another attempt
 * may begin and tells it how each ended. Threadsafe; its lock is never held while user code runs.
 *
 * @param <T> what the pool holds
 */
final class Creations<T> {
    private static final long FIRST_BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_BACKOFF_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String poolName;
    private final Callable<? extends T> factory;
    private final int atATime;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final List<Attempt<T>> underWay = new ArrayList<>();

    @GuardedBy("lock")
    private int failuresInRow;

    @GuardedBy("lock")
    private long notBeforeNanos;

    @GuardedBy("lock")
    private long nanosSpent;

    private final AtomicLong created = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable Throwable lastFailure;

    /** One attempt to fill a slot. */
    static final class Attempt<T> {
        final Slot<T> slot;

        /** For one lease only, beyond the maximum. */
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
        this.atATime = options.concurrentCreations();
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
            return underWay.size() < atATime && (failuresInRow == 0 || System.nanoTime() - notBeforeNanos >= 0);
        } finally {
            lock.unlock();
        }
    }

    void begin(Attempt<T> attempt) {
        lock.lock();
        try {
            underWay.add(attempt);
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
        long tookNanos = System.nanoTime() - attempt.sinceNanos;
        lock.lock();
        try {
            if (!underWay.remove(attempt)) {
                return false;
            }
            nanosSpent += tookNanos;
            created.incrementAndGet();
            failuresInRow = 0;
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
                backOff(failure);
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
            for (int i = 0; i < hung.size(); i++) {
                backOff(tookTooLong());
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

    /** Half of the time until the next attempt is left to chance, so that the pools of a fleet do not come in step. */
    @GuardedBy("lock")
    private void backOff(Throwable failure) {
        failures.incrementAndGet();
        lastFailure = failure;
        failuresInRow++;
        long backoff = Math.min(LONGEST_BACKOFF_NANOS, FIRST_BACKOFF_NANOS << Math.min(20, failuresInRow - 1));
        notBeforeNanos =
                System.nanoTime() + backoff / 2 + ThreadLocalRandom.current().nextLong(backoff / 2 + 1);
    }
}
