package dev.steward.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How resources go: retired when nobody uses them, doomed to go when their holders bring them back, or revoked under
 * their holders at the end. They are destroyed on {@link Hands}, and their slots are vacated after that. Threadsafe.
 *
 * @param <T> what the pool holds
 */
final class Endings<T> {
    private final Pool<T> pool;
    private final PoolOptions<T> options;
    private final Population<T> population;
    private final Hands keepers;
    private final Complaints complaints;
    private final AtomicInteger retiring = new AtomicInteger();
    private final AtomicLong destroyed = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final List<Throwable> failures = new ArrayList<>();

    Endings(Pool<T> pool, PoolOptions<T> options, Population<T> population, Hands keepers, Complaints complaints) {
        this.pool = pool;
        this.options = options;
        this.population = population;
        this.keepers = keepers;
        this.complaints = complaints;
    }

    /** How many resources have been destroyed. */
    long destroyed() {
        return destroyed.get();
    }

    /** How many are about to be. */
    int retiring() {
        return retiring.get();
    }

    /** What destroying resources has failed with since the pool was closed. */
    List<Throwable> failures() {
        lock.lock();
        try {
            return new ArrayList<>(failures);
        } finally {
            lock.unlock();
        }
    }

    /** Destroys the resource of an owned slot, in the background, and empties the slot. */
    void retire(Slot<T> slot) {
        slot.ownedTo(Slot.RETIRING);
        T resource = slot.takeResource();
        if (resource == null) {
            population.empty(slot);
        } else {
            retiring.incrementAndGet();
            pool.rouse();
            keepers.run(() -> {
                end(resource);
                destroyed.incrementAndGet();
                retiring.decrementAndGet();
                population.vacate(slot);
            });
        }
    }

    /** Retires the resource if nobody uses it. */
    boolean retireIfUnused(Slot<T> slot) {
        if (!slot.unusedTo(Slot.RETIRING)) {
            return false;
        }
        retire(slot);
        return true;
    }

    /** Retires the resource now, or when its holder gives it back. */
    boolean retireOrDoom(Slot<T> slot) {
        if (retireIfUnused(slot)) {
            return true;
        }
        if (slot.observedLeased()) {
            slot.doom();
        }
        return false;
    }

    /** Retires everything idle, and has everything else retired when it comes back. */
    void sweep() {
        for (Slot<T> slot : population.slots()) {
            if (slot.state() != Slot.EMPTY) {
                slot.doom();
            }
        }
        retireIdle(Integer.MAX_VALUE);
    }

    /** Retires up to that many idle resources; returns how many. */
    int retireIdle(int count) {
        int retired = 0;
        for (Slot<T> slot : population.slots()) {
            if (retired >= count) {
                break;
            }
            retired += retireIfUnused(slot) ? 1 : 0;
        }
        return retired;
    }

    /**
     * Ends what is still leased and destroys it under its holders, whose leases are stale from then on. For close. A
     * holder that closes at the same moment finds the resource taken out, and at most empties the slot.
     */
    void revokeLeased() {
        for (Slot<T> slot : population.slots()) {
            long generation = slot.observedGeneration();
            if (Generation.isOpen(generation) && slot.endSharedLease(generation)) {
                revoke(slot);
            }
        }
    }

    private void revoke(Slot<T> slot) {
        T resource = slot.takeResource();
        if (resource != null) {
            keepers.run(() -> {
                end(resource);
                destroyed.incrementAndGet();
                population.leave(slot);
            });
        }
    }

    /** Destroys a resource, on the calling thread. */
    void end(T resource) {
        Pool.Action<? super T> destroy = options.destroy();
        if (destroy == null) {
            return;
        }
        try {
            destroy.on(resource);
        } catch (Throwable thrown) {
            complaints.warn("pool " + options.name() + ": destroying a resource failed", thrown);
            lock.lock();
            try {
                if (pool.isClosed()) {
                    failures.add(thrown);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
