package dev.steward.pool;

import dev.steward.platform.Threads;
import dev.steward.resource.Durations;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One lease of a pool for each thread, for what belongs to a thread by its nature, such as a session:
 *
 * <pre>{@code
 * try (PerThread<Session> sessions = PerThread.of(pool)) {
 *     workers.invokeAll(tasks);       // each task uses sessions.get()
 * }
 * }</pre>
 *
 * <p>A lease is released when its thread ends, within a tenth of a second or so, when the thread says so, or when this is
 * closed, whichever comes first. For threads that live as long as their work: with many short-lived ones, such as virtual
 * threads, acquire a lease for each use instead. While there are leases, a thread looks after them. Threadsafe.
 *
 * @param <T> what the pool holds
 */
public final class PerThread<T> implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Pool<T> pool;
    private final Map<Thread, Lease<T>> leases = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Written under the lock. */
    private volatile boolean closed;

    private @Nullable Thread keeper;

    private PerThread(Pool<T> pool) {
        this.pool = pool;
    }

    /**
     * Begins a scope.
     *
     * @param pool where the leases come from
     * @param <T> what the pool holds
     * @return the scope
     */
    public static <T> PerThread<T> of(Pool<T> pool) {
        return new PerThread<>(pool);
    }

    /**
     * What this thread holds; acquired from the pool when it holds nothing.
     *
     * @return the resource, for this thread alone
     * @throws ResourceClosedException if this, or the pool, is closed
     * @throws dev.steward.resource.ResourceException as {@link Pool#acquire()} does
     */
    public T get() {
        Thread me = Thread.currentThread();
        Lease<T> held = leases.get(me);
        if (held != null && held.isOpen()) {
            return held.get();
        }
        // The end of the thread or of the scope is seen by other threads, so any of them must be able to close it.
        Lease<T> fresh = pool.acquire().handOver(me.getName() + ", for as long as it lives");
        boolean kept = false;
        try {
            keep(me, fresh);
            kept = true;
            return fresh.get();
        } finally {
            if (!kept) {
                fresh.close();
            }
        }
    }

    private void keep(Thread me, Lease<T> fresh) {
        lock.lock();
        try {
            if (closed) {
                throw new ResourceClosedException(
                        pool.name(), pool.name() + ": the scope of leases per thread is closed", null);
            }
            leases.put(me, fresh);
            if (keeper == null) {
                keeper = Threads.daemons(pool.name() + "-per-thread").newThread(this::look);
                keeper.start();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Releases what this thread holds, if anything, before it ends. */
    public void release() {
        Lease<T> held = leases.remove(Thread.currentThread());
        if (held != null) {
            held.close();
        }
    }

    /**
     * How many threads hold a lease.
     *
     * @return their number
     */
    public int size() {
        return leases.size();
    }

    private void look() {
        while (hasWork()) {
            LockSupport.parkNanos(this, Durations.toNanos(LOOK));
            for (Thread thread : List.copyOf(leases.keySet())) {
                Lease<T> left = thread.isAlive() ? null : leases.remove(thread);
                if (left != null) {
                    left.close();
                }
            }
        }
    }

    private boolean hasWork() {
        lock.lock();
        try {
            if (closed || leases.isEmpty()) {
                keeper = null;
                return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Releases all leases, whichever threads hold them, and gives no more. */
    @Override
    public void close() {
        Thread looking;
        lock.lock();
        try {
            closed = true;
            looking = keeper;
        } finally {
            lock.unlock();
        }
        for (Thread thread : List.copyOf(leases.keySet())) {
            Lease<T> held = leases.remove(thread);
            if (held != null) {
                held.close();
            }
        }
        if (looking != null) {
            LockSupport.unpark(looking);
        }
    }
}
