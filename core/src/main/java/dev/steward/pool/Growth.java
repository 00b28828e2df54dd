package dev.steward.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When resources are created, and what becomes of each attempt. They are created on {@link Hands} of their own, so that
 * checks and destroys that hang keep nobody from creating. Threadsafe; books are kept under the lock of the
 * {@link Population}.
 *
 * @param <T> what the pool holds
 */
final class Growth<T> {
    private static final double LIFETIME_SPREAD = 0.1;

    private final Pool<T> pool;
    private final PoolOptions<T> options;
    private final Population<T> population;
    private final Budget budget;
    private final Hands creators;
    private final Creations<T> creations;
    private final Demand<T> demand;
    private final Complaints complaints;
    private volatile boolean budgetRefused;

    /** Somebody who does not wait wanted one while another was on its way, to somebody else perhaps. */
    private volatile boolean unmetDemand;

    Growth(
            Pool<T> pool,
            PoolOptions<T> options,
            Population<T> population,
            Budget budget,
            WaitLine<T> line,
            HoldTimes holds,
            Complaints complaints) {
        this.pool = pool;
        this.options = options;
        this.population = population;
        this.budget = budget;
        this.complaints = complaints;
        this.creators = new Hands(options.name() + "-creator", options.concurrentCreations());
        this.creations = new Creations<>(options);
        this.demand = new Demand<>(line, holds, creations);
    }

    Creations<T> creations() {
        return creations;
    }

    /** While anybody waits. */
    void watchDemand(long nowNanos) {
        demand.watch(nowNanos);
    }

    /**
     * Whether it is pointless to wait: creating fails for good, as it seems, and nothing is left that could come back.
     * Whoever comes when the next attempt is due may wait for that one; it takes somebody to ask for it.
     */
    boolean isUnavailable() {
        return creations.isUnavailable() && !hasLive() && !creations.isDue();
    }

    private boolean hasLive() {
        for (Slot<T> slot : population.slots()) {
            int state = slot.state();
            if (state != Slot.EMPTY && state != Slot.CREATING && state != Slot.RETIRING) {
                return true;
            }
        }
        return false;
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
        if (budgetRefused && population.ordinarySize() < population.max()) {
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
        boolean mayRecheck = unserved > 0 && population.checks().areDue();
        int ordinary = population.ordinarySize();
        boolean hasRoom = ordinary < most(unserved) && (unserved > 0 || ordinary < population.min());
        if (!mayRecheck && !hasRoom) {
            return;
        }
        int wanted = hasRoom ? worth(unserved, unmet) : 0;
        if (!mayRecheck && wanted == 0 && ordinary >= population.min()) {
            return;
        }
        if (unserved > 0 && pool.seesIdle()) {
            unserved = 0;
            wanted = 0;
        }
        if (unserved > 0 && mayRecheck) {
            population.checks().wake(unserved);
        }
        if (!hasRoom || (wanted == 0 && ordinary >= population.min())) {
            return;
        }
        List<Creations.Attempt<T>> begun = new ArrayList<>();
        population.lock.lock();
        try {
            // Counted again: what was on its way when they were first counted may have come since, and what has come
            // is not under way any more. Whoever it went to had left the count before that.
            while (mayCreate(Math.min(wanted, pool.unservedWaiters() + unmet)) && budgetAllows()) {
                begun.add(population.enter(population.ordinarySize() >= population.max(), null));
            }
        } finally {
            population.lock.unlock();
        }
        if (begun.isEmpty() && unmet > 0) {
            unmetDemand = true;
        } else if (!begun.isEmpty() && wanted > 0) {
            demand.answered();
        }
        begun.forEach(attempt -> creators.run(() -> create(attempt)));
    }

    /** Creates what the reserved lane has for those who wait and hold something already. */
    private void openLane() {
        SecondLane<T> there = population.secondLane();
        if (there == null || pool.unservedSeconds() == 0) {
            return;
        }
        List<Creations.Attempt<T>> begun = new ArrayList<>();
        population.lock.lock();
        try {
            while (mayBegin() && there.admits(pool.unservedSeconds())) {
                begun.add(population.enterLane(there));
            }
        } finally {
            population.lock.unlock();
        }
        begun.forEach(attempt -> creators.run(() -> create(attempt)));
    }

    /** How many of them are worth a creation; those who did not wait are, each. */
    private int worth(int unserved, int unmet) {
        int live =
                population.size() - population.underway() - population.endings().retiring() - pool.doomed();
        return demand.worth(unserved - unmet, live) + unmet;
    }

    @GuardedBy("population.lock")
    private boolean mayCreate(int wanted) {
        int ordinary = population.ordinarySize();
        return ordinary < most(wanted)
                && (ordinary < population.min()
                        || wanted > population.underway() - population.checks().overdue())
                && mayBegin();
    }

    /** How many there may be: beyond the maximum only for those who wait. */
    private int most(int wanted) {
        return population.max() + (wanted > 0 ? options.overflow() : 0);
    }

    private boolean mayBegin() {
        return !pool.isClosed() && !pool.isSuspended() && creations.mayBegin();
    }

    /**
     * Has a resource replaced: its successor is opened first, and the old one goes when the new one is there.
     *
     * @return false if that cannot be now, for want of room or because of what {@link Creations} says
     */
    boolean openSuccessor(Slot<T> old) {
        Creations.Attempt<T> attempt;
        population.lock.lock();
        try {
            if (population.ordinarySize() >= population.max() || !mayBegin() || !budgetAllows()) {
                return false;
            }
            attempt = population.enter(false, old);
        } finally {
            population.lock.unlock();
        }
        creators.run(() -> create(attempt));
        return true;
    }

    private boolean budgetAllows() {
        budgetRefused = !budget.tryReserve(options.weight());
        return !budgetRefused;
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
            population.endings().end(resource);
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
        boolean ofLane = population.isOfLane(slot);
        if (ofLane) {
            pool.returns().deliverToSecond(slot);
        } else if (attempt.overflow) {
            pool.returns().deliverOnce(slot);
        } else {
            pool.returns().deliver(slot);
        }
        population.arrived(ofLane);
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
        population.endings().retireOrDoom(old);
    }

    private long lifetimeNanos() {
        double spread = 1 + LIFETIME_SPREAD * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return (long) (options.lifetime().toNanos() * spread);
    }

    private void failed(Creations.Attempt<T> attempt, Throwable failure) {
        population.arrived(population.isOfLane(attempt.slot));
        population.vacate(attempt.slot);
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

    /** Ends the hands; false if some could not finish in time. */
    boolean dismiss(Duration deadline) throws InterruptedException {
        return creators.dismiss(deadline);
    }
}
