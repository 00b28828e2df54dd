package dev.steward.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Budget;
import dev.steward.resource.ReservedLane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many resources a pool has, and may have. How they come is told by {@link Growth}, how they are kept by
 * {@link Checks}, and how they go by {@link Endings}; all user code runs on {@link Hands}, never under the lock.
 *
 * <p>The size counts every slot that is not empty: a resource counts from before it is created until after it is
 * destroyed, so the size never exceeds the maximum, whatever the other side of a connection sees.
 *
 * @param <T> what the pool holds
 */
final class Population<T> {
    private final Pool<T> pool;
    private final PoolOptions<T> options;
    private final Budget budget;
    private final Hands keepers;
    private final Growth<T> growth;
    private final Checks<T> checks;
    private final Endings<T> endings;
    final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Slot<T>[] slots;
    private volatile int min;
    private volatile int max;
    private volatile int size;

    /** Resources being created or checked that have not been delivered yet. */
    private final AtomicInteger underway = new AtomicInteger();

    private final @Nullable SecondLane<T> lane;
    private final AtomicBoolean shrinking = new AtomicBoolean();

    /** How much the pool is held back, from 0.0 to 1.0. */
    private volatile double restraint;

    Population(
            Pool<T> pool,
            PoolOptions<T> options,
            Budget budget,
            Complaints complaints,
            WaitLine<T> line,
            HoldTimes holds) {
        this.pool = pool;
        this.options = options;
        this.budget = budget;
        this.keepers = new Hands(options.name() + "-keeper", options.concurrentCreations() + 1);
        this.growth = new Growth<>(pool, options, this, budget, line, holds, complaints);
        this.checks = new Checks<>(pool, options, this, keepers);
        this.endings = new Endings<>(pool, options, this, keepers, complaints);
        this.min = options.min();
        this.max = options.max();
        this.lane =
                options.reservedLane() == 0 ? null : new SecondLane<>(budget, options.reservedLane(), options.weight());
        this.slots = emptySlots(pool, options.max() + beyondMaximum());
    }

    Growth<T> growth() {
        return growth;
    }

    Checks<T> checks() {
        return checks;
    }

    Endings<T> endings() {
        return endings;
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

    int underway() {
        return underway.get();
    }

    /** One more is being created or checked. */
    void comes() {
        underway.incrementAndGet();
    }

    /** It has been delivered, or nothing has come of it. */
    void came() {
        underway.decrementAndGet();
        pool.rouse();
    }

    /** Whether nothing is missing, or on its way. */
    boolean isSettled() {
        int ordinary = ordinarySize();
        return ordinary >= min && ordinary <= max && underway() == 0 && endings.retiring() == 0;
    }

    ReservedLane lane() {
        return lane == null ? ReservedLane.NONE : lane.now();
    }

    @Nullable
    SecondLane<T> secondLane() {
        return lane;
    }

    private int beyondMaximum() {
        return options.overflow() + options.reservedLane();
    }

    /** Without what the reserved lane has, which nobody else could have instead. */
    int ordinarySize() {
        return lane == null ? size : size - lane.taken();
    }

    boolean isOfLane(Slot<T> slot) {
        return lane != null && lane.has(slot);
    }

    /** A creation has ended, and whoever it was for is served or not. */
    void arrived(boolean ofLane) {
        if (lane != null && ofLane) {
            lane.arrived();
        } else {
            came();
        }
    }

    @GuardedBy("lock")
    Creations.Attempt<T> enter(boolean overflow, @Nullable Slot<T> replaced) {
        comes();
        return enter(firstEmpty(), overflow, replaced);
    }

    @GuardedBy("lock")
    Creations.Attempt<T> enterLane(SecondLane<T> there) {
        Slot<T> slot = firstEmpty();
        there.enter(slot);
        return enter(slot, true, null);
    }

    @GuardedBy("lock")
    private Creations.Attempt<T> enter(Slot<T> slot, boolean once, @Nullable Slot<T> replaced) {
        if (once) {
            // From the beginning, so that nobody ends another resource for being one too many.
            slot.doom();
        }
        slot.ownedTo(Slot.CREATING);
        setSize(size + 1);
        Creations.Attempt<T> attempt = new Creations.Attempt<>(slot, once, replaced);
        growth.creations().begin(attempt);
        return attempt;
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

    /** The resource is gone; what waits for room may have it. */
    void vacate(Slot<T> slot) {
        empty(slot);
        leave(slot);
        growth.grow();
    }

    void empty(Slot<T> slot) {
        slot.spare();
        slot.beingReplaced = false;
        slot.ownedTo(Slot.EMPTY);
    }

    /** One less counts. */
    void leave(Slot<T> slot) {
        SecondLane<T> there = lane;
        boolean ofLane = there != null && there.has(slot);
        if (!ofLane) {
            budget.release(options.weight());
        }
        lock.lock();
        try {
            if (there != null && ofLane) {
                there.leave(slot);
            }
            setSize(size - 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void setSize(int newSize) {
        size = newSize;
        pool.rouse();
    }

    /** Holds the pool back, from 0.0 to 1.0; see {@link dev.steward.resource.Managed#restrain(double)}. */
    void restrain(double share) {
        restraint = share;
        pool.rouse();
    }

    /** How long an idle resource is kept, which is less while the pool is held back. */
    long idleTimeoutNanos() {
        return (long) (options.idleTimeout().toNanos() * (1 - restraint));
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

    /** Changes the bounds. A smaller maximum is reached as leases come back. */
    void resize(int newMin, int newMax) {
        lock.lock();
        try {
            if (newMax + beyondMaximum() > slots.length) {
                Slot<T>[] more = emptySlots(pool, newMax + beyondMaximum());
                System.arraycopy(slots, 0, more, 0, slots.length);
                slots = more;
            }
            min = newMin;
            max = newMax;
        } finally {
            lock.unlock();
        }
        shrink();
        growth.grow();
        pool.rouse();
    }

    /**
     * Comes down to the maximum. A lease that begins or ends while this looks may be missed, and so may a resource that
     * is being created, so this is repeated every tick. One thread does it at a time; two would each end the whole
     * surplus.
     */
    void shrink() {
        if (ordinarySize() <= max || !shrinking.compareAndSet(false, true)) {
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
        surplus -= endings.retireIdle(surplus);
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

    /** Once nothing is drawn from it any more. */
    void closeBudget() {
        if (lane != null) {
            lane.close();
        }
        budget.close();
    }

    /** Ends the hands; what they could not finish is named in the failures. */
    List<Throwable> dismiss(Duration deadline) throws InterruptedException {
        long began = System.nanoTime();
        boolean finished = growth.dismiss(deadline.dividedBy(2));
        finished &= keepers.dismiss(deadline.minusNanos(System.nanoTime() - began));
        List<Throwable> failures = endings.failures();
        if (!finished) {
            failures.add(new IllegalStateException(
                    "pool " + options.name() + ": creating or destroying a resource did not end in time"));
        }
        return failures;
    }
}
