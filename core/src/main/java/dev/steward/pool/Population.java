package dev.steward.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many resources a pool has, and how they come and go. All user code runs on {@link Hands}, never under the lock.
 *
 * <p>The size counts every slot that is not empty: a resource counts from before it is created until after it is
 * destroyed, so the size never exceeds the maximum, whatever the other side of a connection sees.
 *
 * @param <T> what the pool holds
 */
final class Population<T> {
    private static final System.Logger LOG = System.getLogger(Population.class.getName());
    private static final long FIRST_BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_BACKOFF_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final double LIFETIME_SPREAD = 0.1;

    private final Pool<T> pool;
    private final PoolOptions<T> options;
    private final Budget budget;
    private final Hands hands;
    private final Complaints complaints;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final List<Creation<T>> creations = new ArrayList<>();

    @GuardedBy("lock")
    private final List<Throwable> destroyFailures = new ArrayList<>();

    @GuardedBy("lock")
    private int failuresInRow;

    @GuardedBy("lock")
    private long noCreationBeforeNanos;

    private volatile Slot<T>[] slots;
    private volatile int min;
    private volatile int max;
    private volatile int size;

    /** Resources being created or checked that have not been delivered yet. */
    private final AtomicInteger underway = new AtomicInteger();

    private final AtomicBoolean shrinking = new AtomicBoolean();
    private final AtomicLong created = new AtomicLong();
    private final LongAdder creationNanos = new LongAdder();
    private final AtomicLong destroyed = new AtomicLong();
    private final AtomicLong creationFailures = new AtomicLong();
    private volatile boolean budgetRefused;
    private volatile @Nullable Throwable lastFailure;

    Population(Pool<T> pool, PoolOptions<T> options, Budget budget, Complaints complaints) {
        this.pool = pool;
        this.options = options;
        this.budget = budget;
        this.complaints = complaints;
        this.hands = new Hands(options.name(), options.concurrentCreations() + 1);
        this.min = options.min();
        this.max = options.max();
        this.slots = emptySlots(pool, options.max() + options.overflow());
    }

    @SuppressWarnings({"unchecked", "rawtypes"
    }) // An array of a generic type cannot be made otherwise; only Slot<T> go in.
    static <T> Slot<T>[] emptySlots(Pool<T> pool, int count) {
        Slot<T>[] slots = new Slot[count];
        for (int i = 0; i < count; i++) {
            slots[i] = new Slot<>(pool);
        }
        return slots;
    }

    Slot<T>[] slots() {
        return slots;
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    int size() {
        return size;
    }

    long created() {
        return created.get();
    }

    /** What a creation takes on average; zero before the first. */
    Duration creationCost() {
        return Duration.ofNanos(creationNanos.sum() / Math.max(1, created.get()));
    }

    long destroyed() {
        return destroyed.get();
    }

    long creationFailures() {
        return creationFailures.get();
    }

    /** Why no more could be made, for the message of who waited in vain; empty when the size is the only reason. */
    String whyNoMore() {
        if (pool.isSuspended()) {
            return "the pool is suspended and gives nothing until it resumes";
        }
        Throwable failure = lastFailure;
        if (failure != null) {
            return "creating one failed " + creationFailures + " times, last with: " + failure;
        }
        if (budgetRefused && size < max) {
            return "the budget has no room for one more: " + budget;
        }
        lock.lock();
        try {
            return creations.isEmpty() ? "" : creations.size() + " still being created";
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    /** Starts what is missing: to reach the minimum, or to serve those who wait. */
    void grow() {
        grow(0);
    }

    /** The same, for so many callers more who did not wait. */
    void grow(int unmet) {
        int wanted = pool.unservedWaiters() + unmet;
        if (wanted > 0 && pool.seesIdle()) {
            wanted = 0;
        }
        if (wanted > 0 && options.check() != null) {
            recheckDormant(wanted);
        }
        if (size >= max + (wanted > 0 ? options.overflow() : 0) || (wanted == 0 && size >= min)) {
            return;
        }
        List<Creation<T>> begun = new ArrayList<>();
        lock.lock();
        try {
            while (mayCreate(wanted) && budgetAllows()) {
                Slot<T> slot = firstEmpty();
                slot.ownedTo(Slot.CREATING);
                setSize(size + 1);
                Creation<T> creation = new Creation<>(slot, System.nanoTime(), size > max);
                creations.add(creation);
                underway.incrementAndGet();
                begun.add(creation);
            }
        } finally {
            lock.unlock();
        }
        begun.forEach(creation -> hands.run(() -> create(creation)));
    }

    @GuardedBy("lock")
    private boolean mayCreate(int wanted) {
        return size < max + (wanted > 0 ? options.overflow() : 0)
                && !pool.isClosed()
                && !pool.isSuspended()
                && creations.size() < options.concurrentCreations()
                && (size < min || wanted > underway.get())
                && (failuresInRow == 0 || System.nanoTime() - noCreationBeforeNanos >= 0);
    }

    private boolean budgetAllows() {
        budgetRefused = !budget.tryReserve(options.weight());
        return !budgetRefused;
    }

    /** There is one: the size counts the slots that are not empty, and is below the number of slots. */
    @GuardedBy("lock")
    private Slot<T> firstEmpty() {
        for (Slot<T> slot : slots) {
            if (slot.state() == Slot.EMPTY) {
                return slot;
            }
        }
        throw new AssertionError(
                "pool " + options.name() + ": no empty slot among " + slots.length + " at size " + size);
    }

    private void create(Creation<T> creation) {
        T resource = null;
        Throwable failure = null;
        long start = System.nanoTime();
        try {
            resource = options.create().call();
            creationNanos.add(System.nanoTime() - start);
            if (resource == null) {
                failure = new NullPointerException("the factory of pool " + options.name() + " returned null");
            }
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (!conclude(creation)) {
            hands.oneCameBack();
            if (resource != null) {
                end(resource);
            }
        } else if (resource == null) {
            failed(creation.slot, failure == null ? new AssertionError() : failure);
        } else {
            succeeded(creation, resource);
        }
    }

    /** Ends an attempt; false when it had been given up before. */
    private boolean conclude(Creation<T> creation) {
        lock.lock();
        try {
            return creations.remove(creation);
        } finally {
            lock.unlock();
        }
    }

    private void succeeded(Creation<T> creation, T resource) {
        Slot<T> slot = creation.slot;
        long now = options.ticker().getAsLong();
        slot.resource = resource;
        slot.markLease();
        slot.createdNanos = now;
        slot.expiresNanos = now + lifetimeNanos();
        slot.seenSinceNanos = now;
        slot.checkedNanos = now;
        lock.lock();
        try {
            created.incrementAndGet();
            failuresInRow = 0;
            lastFailure = null;
        } finally {
            lock.unlock();
        }
        slot.ownedTo(Slot.LEASED);
        if (creation.overflow) {
            slot.doom();
            pool.deliverOnce(slot);
        } else {
            pool.deliver(slot);
        }
        underway.decrementAndGet();
    }

    private long lifetimeNanos() {
        double spread = 1 + LIFETIME_SPREAD * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return (long) (options.lifetime().toNanos() * spread);
    }

    private void failed(Slot<T> slot, Throwable failure) {
        lock.lock();
        try {
            creationFailures.incrementAndGet();
            lastFailure = failure;
            failuresInRow++;
            long backoff = Math.min(LONGEST_BACKOFF_NANOS, FIRST_BACKOFF_NANOS << Math.min(20, failuresInRow - 1));
            noCreationBeforeNanos = System.nanoTime()
                    + backoff / 2
                    + ThreadLocalRandom.current().nextLong(backoff / 2 + 1);
        } finally {
            lock.unlock();
        }
        underway.decrementAndGet();
        vacate(slot);
        if (options.permanentFailure().test(failure)) {
            pool.failWaiters(failure);
        }
        if (failure instanceof VirtualMachineError || failure instanceof LinkageError) {
            complaints.warn("pool " + options.name() + ": creating a resource failed", failure);
        }
    }

    /** Gives up attempts that take too long, so that others can be made in their place. */
    void giveUpHungCreations() {
        long timeout = options.creationTimeout().toNanos();
        List<Creation<T>> hung = new ArrayList<>();
        lock.lock();
        try {
            for (Creation<T> creation : creations) {
                if (System.nanoTime() - creation.sinceNanos >= timeout) {
                    hung.add(creation);
                }
            }
            creations.removeAll(hung);
        } finally {
            lock.unlock();
        }
        for (Creation<T> creation : hung) {
            hands.oneHangs();
            failed(
                    creation.slot,
                    new TimeoutException("creating a resource of pool " + options.name() + " took longer than "
                            + options.creationTimeout() + " and was given up"));
        }
    }

    /** Has dormant resources checked for those who wait. */
    private void recheckDormant(int wanted) {
        int missing = wanted - underway.get();
        for (Slot<T> slot : slots) {
            if (missing <= 0) {
                return;
            }
            if (slot.dormantToChecking()) {
                missing--;
                underway.incrementAndGet();
                hands.run(() -> check(slot));
            }
        }
    }

    private void check(Slot<T> slot) {
        boolean healthy = false;
        Pool.Check<? super T> check = options.check();
        T resource = slot.resource;
        try {
            healthy = check == null || (resource != null && check.test(resource));
        } catch (Throwable thrown) {
            LOG.log(System.Logger.Level.DEBUG, () -> "pool " + options.name() + ": a check failed with " + thrown);
        }
        if (healthy) {
            slot.checkedNanos = options.ticker().getAsLong();
            slot.ownedTo(Slot.LEASED);
            pool.deliver(slot);
            underway.decrementAndGet();
        } else {
            underway.decrementAndGet();
            retire(slot);
        }
    }

    /** Has an idle resource checked although nobody waits for it, to keep it alive. */
    void checkIdle(Slot<T> slot) {
        if (slot.unusedTo(Slot.CHECKING)) {
            underway.incrementAndGet();
            hands.run(() -> check(slot));
        }
    }

    /** How many could be given up for having been idle: down to the minimum, and to twice what is in use. */
    int spare() {
        if (!options.shrinks()) {
            return 0;
        }
        int inUse = 0;
        for (Slot<T> slot : slots) {
            inUse += slot.observedLeased() ? 1 : 0;
        }
        return size - Math.max(min, 2 * inUse);
    }

    /** Destroys the resource of an owned slot, in the background, and empties the slot. */
    void retire(Slot<T> slot) {
        slot.ownedTo(Slot.RETIRING);
        T resource = slot.takeResource();
        if (resource == null) {
            empty(slot);
        } else {
            hands.run(() -> {
                end(resource);
                destroyed.incrementAndGet();
                vacate(slot);
            });
        }
    }

    /** Retires everything idle, and has everything else retired when it comes back. */
    void sweep() {
        for (Slot<T> slot : slots) {
            if (slot.state() != Slot.EMPTY) {
                slot.doom();
            }
        }
        retireIdle(Integer.MAX_VALUE);
    }

    void evictAll() {
        sweep();
        grow();
    }

    /**
     * Ends what is still leased and destroys it under its holders, whose leases are stale from then on. For close. A
     * holder that closes at the same moment finds the resource taken out, and at most empties the slot.
     */
    void revokeLeased() {
        for (Slot<T> slot : slots) {
            long generation = slot.observedGeneration();
            if (Generation.isOpen(generation) && slot.endSharedLease(generation)) {
                revoke(slot);
            }
        }
    }

    private void revoke(Slot<T> slot) {
        T resource = slot.takeResource();
        if (resource != null) {
            hands.run(() -> {
                end(resource);
                destroyed.incrementAndGet();
                leaveOne();
            });
        }
    }

    private void end(T resource) {
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
                    destroyFailures.add(thrown);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void vacate(Slot<T> slot) {
        empty(slot);
        leaveOne();
        grow();
    }

    private void empty(Slot<T> slot) {
        slot.spare();
        slot.ownedTo(Slot.EMPTY);
    }

    private void leaveOne() {
        budget.release(options.weight());
        lock.lock();
        try {
            setSize(size - 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void setSize(int newSize) {
        size = newSize;
    }

    /** Changes the bounds. A smaller maximum is reached as leases come back. */
    void resize(int newMin, int newMax) {
        lock.lock();
        try {
            if (newMax + options.overflow() > slots.length) {
                Slot<T>[] more = emptySlots(pool, newMax + options.overflow());
                System.arraycopy(slots, 0, more, 0, slots.length);
                slots = more;
            }
            min = newMin;
            max = newMax;
        } finally {
            lock.unlock();
        }
        shrink();
        grow();
    }

    /**
     * Comes down to the maximum. A lease that begins or ends while this looks may be missed, and so may a resource that
     * is being created, so this is repeated every tick. One thread does it at a time; two would each end the whole
     * surplus.
     */
    void shrink() {
        if (size <= max || !shrinking.compareAndSet(false, true)) {
            return;
        }
        try {
            endSurplus();
        } finally {
            shrinking.set(false);
        }
    }

    private void endSurplus() {
        int surplus = -max;
        for (Slot<T> slot : slots) {
            surplus += stays(slot) ? 1 : 0;
        }
        surplus -= retireIdle(surplus);
        for (Slot<T> slot : slots) {
            if (surplus > 0 && stays(slot)) {
                slot.doom();
                surplus--;
            }
        }
    }

    private boolean stays(Slot<T> slot) {
        int state = slot.state();
        return state != Slot.EMPTY && state != Slot.RETIRING && !slot.isDoomed();
    }

    /** Retires up to that many idle resources; returns how many. */
    int retireIdle(int count) {
        int retired = 0;
        for (Slot<T> slot : slots) {
            if (retired >= count) {
                break;
            }
            if (slot.unusedTo(Slot.RETIRING)) {
                retire(slot);
                retired++;
            }
        }
        return retired;
    }

    /** Runs a few assignments that must not come between others of this kind. */
    void exclusively(Runnable assignments) {
        lock.lock();
        try {
            assignments.run();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no slot is left, or the time is over; true when none is. */
    boolean awaitEmpty(Duration deadline) throws InterruptedException {
        long left = deadline.toNanos();
        lock.lock();
        try {
            while (size > 0) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the hands; what they could not finish is named in the failures. */
    List<Throwable> dismiss(Duration deadline) throws InterruptedException {
        boolean finished = hands.dismiss(deadline);
        lock.lock();
        try {
            List<Throwable> failures = new ArrayList<>(destroyFailures);
            if (!finished) {
                failures.add(new IllegalStateException(
                        "pool " + options.name() + ": creating or destroying a resource did not end in time"));
            }
            return failures;
        } finally {
            lock.unlock();
        }
    }

    /** One attempt to fill a slot. */
    private static final class Creation<T> {
        final Slot<T> slot;
        final long sinceNanos;
        final boolean overflow;

        Creation(Slot<T> slot, long sinceNanos, boolean overflow) {
            this.slot = slot;
            this.sinceNanos = sinceNanos;
            this.overflow = overflow;
        }
    }
}
