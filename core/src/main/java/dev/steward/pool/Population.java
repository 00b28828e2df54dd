package dev.steward.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Budget;
import dev.steward.resource.ReservedLane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final double LIFETIME_SPREAD = 0.1;

    /** Where there is room, who waits for a check waits no longer than this before another resource is created. */
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Pool<T> pool;
    private final PoolOptions<T> options;
    private final Budget budget;

    /** Apart from each other, so that checks and destroys that hang keep nobody from creating. */
    private final Hands creators;

    private final Hands keepers;
    private final Complaints complaints;
    private final Creations<T> creations;
    private final Demand<T> demand;
    private final IdleDeaths idleDeaths;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final List<Throwable> destroyFailures = new ArrayList<>();

    private volatile Slot<T>[] slots;
    private volatile int min;
    private volatile int max;
    private volatile int size;

    /** Resources being created or checked that have not been delivered yet. */
    private final AtomicInteger underway = new AtomicInteger();

    /** Resources that have to be checked before they are leased; for a quick look whether there is any. */
    private final AtomicInteger dormant = new AtomicInteger();

    private final AtomicInteger retiring = new AtomicInteger();
    private final @Nullable SecondLane<T> lane;
    private final AtomicBoolean shrinking = new AtomicBoolean();
    private final AtomicLong destroyed = new AtomicLong();
    private volatile boolean budgetRefused;

    /** How much the pool is held back, from 0.0 to 1.0. */
    private volatile double restraint;

    /** Somebody who does not wait wanted one while another was on its way, to somebody else perhaps. */
    private volatile boolean unmetDemand;

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
        this.complaints = complaints;
        this.creations = new Creations<>(options);
        this.idleDeaths = new IdleDeaths(options);
        this.demand = new Demand<>(line, holds, creations);
        this.creators = new Hands(options.name() + "-creator", options.concurrentCreations());
        this.keepers = new Hands(options.name() + "-keeper", options.concurrentCreations() + 1);
        this.min = options.min();
        this.max = options.max();
        this.lane =
                options.reservedLane() == 0 ? null : new SecondLane<>(budget, options.reservedLane(), options.weight());
        this.slots = emptySlots(pool, options.max() + beyondMaximum());
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

    ReservedLane lane() {
        return lane == null ? ReservedLane.NONE : lane.now();
    }

    private int beyondMaximum() {
        return options.overflow() + options.reservedLane();
    }

    /** Without what the reserved lane has, which nobody else could have instead. */
    private int ordinarySize() {
        return lane == null ? size : size - lane.taken();
    }

    Creations<T> creations() {
        return creations;
    }

    IdleDeaths idleDeaths() {
        return idleDeaths;
    }

    /** While anybody waits. */
    void watchDemand(long nowNanos) {
        demand.watch(nowNanos);
    }

    void addDormant(int change) {
        dormant.addAndGet(change);
    }

    /**
     * Whether it is pointless to wait: creating fails for good, as it seems, and nothing is left that could come back.
     * Whoever comes when the next attempt is due may wait for that one; it takes somebody to ask for it.
     */
    boolean isUnavailable() {
        return creations.isUnavailable() && !hasLive() && !creations.isDue();
    }

    private boolean hasLive() {
        for (Slot<T> slot : slots) {
            int state = slot.state();
            if (state != Slot.EMPTY && state != Slot.CREATING && state != Slot.RETIRING) {
                return true;
            }
        }
        return false;
    }

    long destroyed() {
        return destroyed.get();
    }

    /** Why no more could be made, for the message of who waited in vain; empty when the size is the only reason. */
    String whyNoMore() {
        if (pool.isSuspended()) {
            return "the pool is suspended and gives nothing until it resumes";
        }
        String trouble = creations.trouble();
        if (!trouble.isEmpty()) {
            return trouble;
        }
        if (budgetRefused && ordinarySize() < max) {
            return "the budget has no room for one more: " + budget;
        }
        int underWay = creations.underWay();
        return underWay == 0 ? "" : underWay + " still being created";
    }

    /** Starts what is missing: to reach the minimum, or to serve those who wait. */
    void grow() {
        grow(0);
    }

    /** The same, for so many callers more who did not wait. */
    void grow(int unmet) {
        growOrdinarily(unmet);
        openLane();
    }

    private void growOrdinarily(int unmet) {
        // Every waiter that arrives comes here, so the slots are looked at only if something could come of it.
        int unserved = pool.unservedWaiters() + unmet;
        boolean mayRecheck = unserved > 0 && dormant.get() != 0;
        int ordinary = ordinarySize();
        boolean hasRoom = ordinary < most(unserved) && (unserved > 0 || ordinary < min);
        if (!mayRecheck && !hasRoom) {
            return;
        }
        int wanted = hasRoom ? worth(unserved, unmet) : 0;
        if (!mayRecheck && wanted == 0 && ordinary >= min) {
            return;
        }
        if (unserved > 0 && pool.seesIdle()) {
            unserved = 0;
            wanted = 0;
        }
        if (unserved > 0 && mayRecheck) {
            recheckDormant(unserved);
        }
        if (!hasRoom || (wanted == 0 && ordinary >= min)) {
            return;
        }
        int wantedNow = wanted;
        List<Creations.Attempt<T>> begun = new ArrayList<>();
        lock.lock();
        try {
            while (mayCreate(wantedNow) && budgetAllows()) {
                begun.add(begin(ordinarySize() >= max, null));
            }
        } finally {
            lock.unlock();
        }
        if (begun.isEmpty() && unmet > 0) {
            unmetDemand = true;
        } else if (!begun.isEmpty() && wantedNow > 0) {
            demand.answered();
        }
        begun.forEach(attempt -> creators.run(() -> create(attempt)));
    }

    /** Creates what the reserved lane has for those who wait and hold something already. */
    private void openLane() {
        SecondLane<T> there = lane;
        if (there == null || pool.unservedSeconds() == 0) {
            return;
        }
        List<Creations.Attempt<T>> begun = new ArrayList<>();
        lock.lock();
        try {
            while (mayBegin() && there.admits(pool.unservedSeconds())) {
                Slot<T> slot = firstEmpty();
                there.enter(slot);
                begun.add(begin(slot, true, null));
            }
        } finally {
            lock.unlock();
        }
        begun.forEach(attempt -> creators.run(() -> create(attempt)));
    }

    private boolean isOfLane(Slot<T> slot) {
        return lane != null && lane.has(slot);
    }

    /** How many of them are worth a creation; those who did not wait are, each. */
    private int worth(int unserved, int unmet) {
        int live = size - underway.get() - retiring.get() - pool.doomed();
        return demand.worth(unserved - unmet, live) + unmet;
    }

    @GuardedBy("lock")
    private boolean mayCreate(int wanted) {
        int ordinary = ordinarySize();
        return ordinary < most(wanted) && (ordinary < min || wanted > underway.get() - overdueChecks()) && mayBegin();
    }

    /** How many there may be: beyond the maximum only for those who wait. */
    private int most(int wanted) {
        return max + (wanted > 0 ? options.overflow() : 0);
    }

    /** Holds the pool back, from 0.0 to 1.0; see {@link dev.steward.resource.Managed#restrain(double)}. */
    void restrain(double share) {
        restraint = share;
    }

    /** How long an idle resource is kept, which is less while the pool is held back. */
    long idleTimeoutNanos() {
        return (long) (options.idleTimeout().toNanos() * (1 - restraint));
    }

    private boolean mayBegin() {
        return !pool.isClosed() && !pool.isSuspended() && creations.mayBegin();
    }

    @GuardedBy("lock")
    private Creations.Attempt<T> begin(boolean overflow, @Nullable Slot<T> replaced) {
        underway.incrementAndGet();
        return begin(firstEmpty(), overflow, replaced);
    }

    @GuardedBy("lock")
    private Creations.Attempt<T> begin(Slot<T> slot, boolean once, @Nullable Slot<T> replaced) {
        if (once) {
            // From the beginning, so that nobody ends another resource for being one too many.
            slot.doom();
        }
        slot.ownedTo(Slot.CREATING);
        setSize(size + 1);
        Creations.Attempt<T> attempt = new Creations.Attempt<>(slot, once, replaced);
        creations.begin(attempt);
        return attempt;
    }

    /** A creation has ended, and whoever it was for is served or not. */
    private void arrived(boolean ofLane) {
        if (lane != null && ofLane) {
            lane.arrived();
        } else {
            underway.decrementAndGet();
        }
    }

    /**
     * Has a resource replaced: its successor is opened first, and the old one goes when the new one is there.
     *
     * @return false if that cannot be now, for want of room or because of what {@link Creations} says
     */
    boolean openSuccessor(Slot<T> old) {
        Creations.Attempt<T> attempt;
        lock.lock();
        try {
            if (ordinarySize() >= max || !mayBegin() || !budgetAllows()) {
                return false;
            }
            attempt = begin(false, old);
        } finally {
            lock.unlock();
        }
        creators.run(() -> create(attempt));
        return true;
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

    private void create(Creations.Attempt<T> attempt) {
        T resource;
        try {
            resource = creations.call();
        } catch (Throwable thrown) {
            if (creations.failed(attempt, thrown)) {
                failed(attempt, thrown);
            } else {
                creators.oneCameBack();
            }
            return;
        }
        if (creations.succeeded(attempt)) {
            succeeded(attempt, resource);
        } else {
            creators.oneCameBack();
            end(resource);
        }
    }

    private void succeeded(Creations.Attempt<T> attempt, T resource) {
        Slot<T> slot = attempt.slot;
        long now = options.ticker().getAsLong();
        slot.resource = resource;
        slot.markLease();
        slot.expiresNanos = now + lifetimeNanos();
        slot.seenSinceNanos = now;
        slot.checkedNanos = now;
        slot.ownedTo(Slot.LEASED);
        boolean ofLane = isOfLane(slot);
        if (ofLane) {
            pool.deliverToSecond(slot);
        } else if (attempt.overflow) {
            pool.deliverOnce(slot);
        } else {
            pool.deliver(slot);
        }
        arrived(ofLane);
        if (attempt.replaced != null) {
            replacedBy(attempt.replaced);
        }
        boolean more = unmetDemand;
        unmetDemand = false;
        grow(more ? 1 : 0);
    }

    /** The successor is there. Whoever holds the old one brings it back to its end; it may have gone otherwise. */
    private void replacedBy(Slot<T> old) {
        if (!old.beingReplaced) {
            return;
        }
        old.beingReplaced = false;
        retireOrDoom(old);
    }

    private long lifetimeNanos() {
        double spread = 1 + LIFETIME_SPREAD * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return (long) (options.lifetime().toNanos() * spread);
    }

    private void failed(Creations.Attempt<T> attempt, Throwable failure) {
        arrived(isOfLane(attempt.slot));
        vacate(attempt.slot);
        if (attempt.replaced != null) {
            attempt.replaced.beingReplaced = false;
        }
        if (options.permanentFailure().test(failure)) {
            pool.failWaiters(failure);
        } else if (creations.isUnavailable() && !hasLive()) {
            pool.failWaitersWhileUnavailable();
        }
        if (failure instanceof VirtualMachineError || failure instanceof LinkageError) {
            complaints.warn("pool " + options.name() + ": creating a resource failed", failure);
        }
    }

    void giveUpHungCreations() {
        for (Creations.Attempt<T> hung : creations.giveUpHung()) {
            creators.oneHangs();
            failed(hung, creations.tookTooLong());
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
                beginCheck(slot);
            }
        }
    }

    private void beginCheck(Slot<T> slot) {
        slot.checkSinceNanos = System.nanoTime();
        underway.incrementAndGet();
        keepers.run(() -> check(slot));
    }

    /** How many checks have taken so long that nobody should count on them. */
    private int overdueChecks() {
        if (options.check() == null) {
            return 0;
        }
        int overdue = 0;
        long now = System.nanoTime();
        for (Slot<T> slot : slots) {
            overdue += slot.state() == Slot.CHECKING && now - slot.checkSinceNanos >= CHECK_NANOS ? 1 : 0;
        }
        return overdue;
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
        long now = options.ticker().getAsLong();
        long silentNanos = Math.min(now - slot.seenSinceNanos, now - slot.checkedNanos);
        if (healthy) {
            idleDeaths.survived(silentNanos);
            slot.checkedNanos = now;
            slot.ownedTo(Slot.LEASED);
            pool.deliver(slot);
            underway.decrementAndGet();
        } else {
            idleDeaths.died(silentNanos, now);
            underway.decrementAndGet();
            retire(slot);
        }
    }

    /** Has an idle resource checked although nobody waits for it, to keep it alive. */
    void checkIdle(Slot<T> slot) {
        if (slot.unusedTo(Slot.CHECKING)) {
            beginCheck(slot);
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
            retiring.incrementAndGet();
            keepers.run(() -> {
                end(resource);
                destroyed.incrementAndGet();
                retiring.decrementAndGet();
                vacate(slot);
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
            keepers.run(() -> {
                end(resource);
                destroyed.incrementAndGet();
                leaveOne(slot);
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
        leaveOne(slot);
        grow();
    }

    private void empty(Slot<T> slot) {
        slot.spare();
        slot.beingReplaced = false;
        slot.ownedTo(Slot.EMPTY);
    }

    private void leaveOne(Slot<T> slot) {
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
        grow();
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
            retired += retireIfUnused(slot) ? 1 : 0;
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
        boolean finished = creators.dismiss(deadline.dividedBy(2));
        finished &= keepers.dismiss(deadline.minusNanos(System.nanoTime() - began));
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
}
