package dev.steward.resource;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A limit on one {@link Kind}. Budgets nest: a child draws everything it gives out from its parent, so a budget for the
 * whole process bounds all pools below it. What is reserved never exceeds a limit, not for an instant, at any
 * concurrency.
 *
 * <h2>Guaranteed minimums, and what can be taken back</h2>
 * A child may have a guaranteed minimum: its parent keeps so much for it, used or not, and nobody else gets it. Beyond
 * that it competes with its siblings. Some of what is reserved can be taken back without harm; who holds such amounts
 * says so through {@link #register}, and {@link #revoke} asks for them.
 *
 * <p>A limit may be lowered below what is in use. What is available is then negative, and releases have to make up for
 * it before anything new is given out; a child owes its parent that part and pays it from what comes back. Live leases are
 * not disturbed. Threadsafe.
 */
public final class Budget extends Account {
    private final Kind kind;
    private final String name;
    private final Revocables revocables = new Revocables();

    private Budget(Kind kind, String name, long limit, @Nullable Budget parent) {
        super(parent, limit);
        this.kind = kind;
        this.name = name;
    }

    /**
     * A budget of its own.
     *
     * @param kind what it limits
     * @param name its name, for messages
     * @param limit the most that may be in use, in the kind's unit; at least 0
     * @return the budget
     * @throws IllegalArgumentException if the limit is negative
     */
    public static Budget of(Kind kind, String name, long limit) {
        return entered(new Budget(kind, name, checkedLimit(name, limit), null));
    }

    /**
     * A budget that counts and never refuses.
     *
     * @param kind what it counts
     * @param name its name, for messages
     * @return the budget, with {@link Long#MAX_VALUE} as its limit
     */
    public static Budget unlimited(Kind kind, String name) {
        return of(kind, name, Long.MAX_VALUE);
    }

    /**
     * A budget that draws from this one.
     *
     * @param childName its name, for messages
     * @param childLimit its own limit, which may exceed this one's: both hold
     * @return the child
     * @throws IllegalArgumentException if the limit is negative
     * @throws ResourceClosedException if this budget is closed
     */
    public Budget child(String childName, long childLimit) {
        return child(childName, childLimit, 0);
    }

    /**
     * A budget that draws from this one, with a minimum that is kept for it from now on.
     *
     * @param childName its name, for messages
     * @param childLimit its own limit, which may exceed this one's: both hold
     * @param minimum what it can always reserve, whatever its siblings do; at most its limit
     * @return the child
     * @throws IllegalArgumentException if the limit is negative, or the minimum is negative or more than the limit
     * @throws BudgetExceededException if this budget or one above it has no room for the minimum
     * @throws ResourceClosedException if this budget is closed
     */
    public Budget child(String childName, long childLimit, long minimum) {
        Budget child = new Budget(kind, childName, checkedLimit(childName, childLimit), this);
        if (minimum < 0 || minimum > childLimit) {
            throw new IllegalArgumentException(
                    "budget " + child.path() + ": the guaranteed minimum must be from 0 to the" + " limit, "
                            + childLimit + " " + kind.unit() + ", got " + minimum);
        }
        tree.lock.lock();
        try {
            if (closed) {
                throw new ResourceClosedException(name, "budget " + path() + " is closed and takes no child", null);
            }
            @Nullable Budget refuser = takeDrawing(minimum);
            if (refuser != null) {
                throw new BudgetExceededException(refuser, minimum);
            }
            child.guaranteed = minimum;
            child.grant(minimum);
            children.add(child);
        } finally {
            tree.lock.unlock();
        }
        return entered(child);
    }

    private static Budget entered(Budget budget) {
        Census.enter(budget);
        return budget;
    }

    private static long checkedLimit(String name, long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("budget " + name + ": the limit must be 0 or more, got " + limit);
        }
        return limit;
    }

    /**
     * Reserves if there is room, without blocking.
     *
     * @param amount how much, in the kind's unit; at least 0
     * @return whether it was reserved
     * @throws IllegalArgumentException if the amount is negative
     */
    public boolean tryReserve(long amount) {
        return takeCredit(checkedAmount(amount)) || reserveSlowly(amount) == null;
    }

    /**
     * Reserves, or says why not. It does not block.
     *
     * @param amount how much, in the kind's unit; at least 0
     * @throws IllegalArgumentException if the amount is negative
     * @throws BudgetExceededException if this budget or one above it has no room
     */
    public void reserve(long amount) {
        if (!takeCredit(checkedAmount(amount))) {
            Budget refuser = reserveSlowly(amount);
            if (refuser != null) {
                throw new BudgetExceededException(refuser, amount);
            }
        }
    }

    /**
     * Reserves, waiting for room if need be. Who has to wait is served after all who came to wait for this budget before,
     * also when those want more, and is refused when the time is over before that. Who finds room at once does not wait.
     *
     * @param amount how much, in the kind's unit; at least 0
     * @param timeout how long to wait at most; with zero this is {@link #reserve(long)}
     * @throws IllegalArgumentException if the amount is negative
     * @throws BudgetExceededException if there was no room in time, or the amount is more than the limit allows at all
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     * @throws DeadlockException if the wait could not have ended, and was chosen to fail
     */
    public void reserve(long amount, Duration timeout) {
        long timeoutNanos = Durations.toNanos(timeout);
        if (timeoutNanos <= 0) {
            reserve(amount);
        } else if (!takeCredit(checkedAmount(amount))) {
            BudgetTree.NoRoom noRoom = tree.await(this, amount, timeoutNanos);
            if (noRoom != null) {
                throw new BudgetExceededException(noRoom.refuser(), amount, noRoom.before());
            }
            notePeak();
        }
    }

    private long checkedAmount(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException(
                    "budget " + path() + ": an amount must be 0 or more " + kind.unit() + ", got " + amount);
        }
        return amount;
    }

    /**
     * Gives back what was reserved. Never blocks for long.
     *
     * @param amount how much, in the kind's unit; at least 0
     * @throws IllegalArgumentException if the amount is negative
     * @throws IllegalStateException if that is more than is in use, which is a mistake of the caller; nothing changes
     */
    public void release(long amount) {
        if (!giveCredit(checkedAmount(amount))) {
            giveCreditOrRefuse(amount);
        }
        boolean surplus = parent != null && (closed || available > 2 * parent.block());
        // The read of "waiting" follows the read-modify-write above, and a waiter raises it before it looks for room:
        // one of the two sees the other. The same goes for "closed" and "debt".
        if (surplus || debt > 0 || tree.waiting > 0) {
            afterRelease();
        }
    }

    /**
     * Decides about a release that looks like too much. The three words read without the lock are no snapshot, so it may
     * be a draw, a recall or a change of the limit half seen; under the lock two of them stand still.
     */
    private void giveCreditOrRefuse(long amount) {
        tree.lock.lock();
        try {
            if (!giveCredit(amount)) {
                throw new IllegalStateException("budget " + path() + ": " + amount + " " + kind.unit()
                        + " given back, but only " + used() + " are in use: is something closed twice?");
            }
        } finally {
            tree.lock.unlock();
        }
    }

    /**
     * Changes the limit at run time. Lowering it below what is in use disturbs nobody; it refuses what is new until
     * enough has been given back.
     *
     * @param newLimit the new limit, in the kind's unit; at least 0
     * @throws IllegalArgumentException if the limit is negative
     */
    public void setLimit(long newLimit) {
        checkedLimit(name, newLimit);
        tree.lock.lock();
        try {
            changeLimit(newLimit);
            tree.serveWaiters();
        } finally {
            tree.lock.unlock();
        }
    }

    /**
     * Ends a child budget and gives its credit back to the parent. Closing one that is closed does nothing.
     *
     * @throws IllegalStateException if something is still reserved; the message names the users
     */
    public void close() {
        tree.lock.lock();
        try {
            long used = used();
            if (used > 0) {
                throw new IllegalStateException("budget " + path() + " is closed with " + used + " " + kind.unit()
                        + " still in use" + (children.isEmpty() ? "" : " by " + largestUsers(5)));
            }
            closed = true;
            if (parent != null) {
                guaranteed = 0;
                takeBackIdleCredit();
                parent.children.remove(this);
                tree.serveWaiters();
            }
        } finally {
            tree.lock.unlock();
        }
    }

    /**
     * What this budget limits.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Its name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The names from the root down to this one, for messages.
     *
     * @return for example {@code connections/orders-db}
     */
    public String path() {
        return parent == null ? name : parent.path() + "/" + name;
    }

    /**
     * The most that may be in use.
     *
     * @return the limit, in the kind's unit; {@link Long#MAX_VALUE} when there is none
     */
    public long limit() {
        return limit;
    }

    /**
     * What is in use now, by this budget's own reservations and those below it. Credit that lies idle does not count.
     *
     * @return the amount, in the kind's unit
     */
    public long used() {
        return inUse();
    }

    /**
     * How much more could be reserved now, by the limits of this budget and of those above it, without what is kept for
     * others. It may be less a moment later.
     *
     * @return the amount, in the kind's unit; 0 or more
     */
    public long free() {
        tree.lock.lock();
        try {
            long free = limit - used();
            for (Budget below = this; below.parent != null; below = below.parent) {
                Budget above = below.parent;
                long keptForThis = Math.max(below.kept(), below.guaranteed - below.used());
                free = Math.min(free, above.limit - above.used() - above.kept() + Math.max(0, keptForThis));
            }
            return Math.max(0, free);
        } finally {
            tree.lock.unlock();
        }
    }

    /**
     * The most that was in use at one time. For a budget without children every reservation that may be a new peak is
     * noted at once, so only one that is given back in that very moment can be missed; for one with children it is the
     * highest seen whenever a new peak below it, or a caller of this method, made it look.
     *
     * @return the amount, in the kind's unit
     */
    public long peak() {
        notePeak();
        return peak;
    }

    /**
     * The budgets that draw from this one.
     *
     * @return the children
     */
    public List<Budget> children() {
        return List.copyOf(children);
    }

    /**
     * Who waits for room in this budget itself, in the order in which they will be served; those who wait in one below it
     * are in the list of that one.
     *
     * @return the waiting threads
     */
    public List<Waiting> waiting() {
        return tree.waiting(this);
    }

    /**
     * Whether anybody waits for room in any budget that has the same root as this one. One read.
     *
     * @return true if somebody does
     */
    public boolean isAnybodyWaiting() {
        return tree.waiting != 0;
    }

    /**
     * Ends one wait with a refusal, if it still goes on.
     *
     * @param waiting a wait that {@link #waiting()} has shown
     * @param refusal what is thrown to it; asked for in the thread that waits
     * @return whether this ended it
     */
    public boolean refuse(Waiting waiting, Supplier<? extends ResourceException> refusal) {
        return tree.refuse(waiting.ticket(), refusal);
    }

    /**
     * What is kept for this budget whether it uses it or not.
     *
     * @return the guaranteed minimum, in the kind's unit; 0 for most
     */
    public long guaranteed() {
        return guaranteed;
    }

    /**
     * What this budget keeps for its children and they do not use: nobody else can have it.
     *
     * @return the amount, in the kind's unit
     */
    public long kept() {
        tree.lock.lock();
        try {
            long kept = 0;
            for (Budget child : children) {
                kept += Math.max(child.kept(), child.guaranteed - child.used());
            }
            return kept;
        } finally {
            tree.lock.unlock();
        }
    }

    /**
     * Enters somebody who holds an amount of this budget that can be taken back without harm.
     *
     * @param holder who is asked from now on
     * @return what ends that
     */
    public Revocable.Registration register(Revocable holder) {
        return revocables.add(holder);
    }

    /**
     * What can be taken back of what is in use, here and below.
     *
     * @return the amount, in the kind's unit, as its holders tell it
     */
    public long revocable() {
        long sum = revocables.amount();
        for (Budget child : children) {
            sum += child.revocable();
        }
        return sum;
    }

    /**
     * What is being taken back already, here and below, and still counts as used.
     *
     * @return the amount, in the kind's unit
     */
    public long revoking() {
        long sum = revocables.revoking();
        for (Budget child : children) {
            sum += child.revoking();
        }
        return sum;
    }

    /**
     * Has an amount taken back, here and below: from who holds most of it first. What is being taken back already counts
     * towards the amount, so that asking twice does not take twice as much.
     *
     * @param amount how much is wanted, in the kind's unit
     * @return how much is being given back, with what was before; it may take a while
     */
    public long revoke(long amount) {
        long underWay = revoking();
        return underWay + askToGiveBack(amount - underWay);
    }

    private long askToGiveBack(long amount) {
        long taken = amount <= 0 ? 0 : revocables.revoke(amount);
        for (Budget child : children) {
            taken += taken < amount ? child.askToGiveBack(amount - taken) : 0;
        }
        return taken;
    }

    List<Budget> largestUsers(int count) {
        return children.stream()
                .filter(child -> child.used() > 0)
                .sorted(Comparator.comparingLong(Budget::used).reversed())
                .limit(count)
                .toList();
    }

    @Override
    Budget budget() {
        return this;
    }

    @Override
    public String toString() {
        return path() + " " + used() + "/" + (limit == Long.MAX_VALUE ? "unlimited" : limit) + " " + kind.unit();
    }
}
