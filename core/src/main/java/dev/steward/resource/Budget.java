package dev.steward.resource;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A limit on one {@link Kind}. Budgets nest: a child draws everything it gives out from its parent, so a budget for the
 * whole process bounds all pools below it. What is reserved never exceeds a limit, not for an instant, at any
 * concurrency.
 *
 * <h2>How it stays exact and quick</h2>
 * Each budget has been <em>granted</em> an amount (the root: its limit) and keeps what is not in use as
 * <em>available</em>. Reserving is one compare-and-set that lowers {@code available} and never lets it pass below zero;
 * releasing adds to it. Only a budget whose credit is used up takes the slow path, under one lock for the whole tree:
 * it draws a block from its parent, which first calls back the credit that lies idle in its other children. Hence
 *
 * <ul>
 *   <li>no reservation is ever tentative, so one that is refused cannot make another fail that would have fitted;
 *   <li>{@code granted} changes only under the tree lock, and {@code used = granted - available} can be at most the
 *       limit, because {@code granted} is;
 *   <li>siblings touch the parent once per block, not once per reservation.
 * </ul>
 *
 * <p>A limit may be lowered below what is in use. {@code available} is then negative, and releases have to make up for
 * it before anything new is given out; a child owes its parent that part ({@code debt}) and pays it from what comes
 * back. Live leases are not disturbed. Threadsafe.
 */
public final class Budget {
    private static final VarHandle AVAILABLE;

    static {
        try {
            AVAILABLE = MethodHandles.lookup().findVarHandle(Budget.class, "available", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A child draws credit in blocks of its parent's limit divided by this, but never more than the block limit. */
    private static final long BLOCKS_PER_LIMIT = 256;

    private static final long LARGEST_BLOCK = Bytes.mib(1);

    private final Kind kind;
    private final String name;
    private final @Nullable Budget parent;
    private final BudgetTree tree;
    private final List<Budget> children = new CopyOnWriteArrayList<>();

    // Written only under the tree lock.
    private volatile boolean closed;
    private boolean drawing;
    private volatile long limit;
    private volatile long granted;
    private volatile long available;
    private volatile long debt;
    private volatile long peak;

    private Budget(Kind kind, String name, long limit, @Nullable Budget parent) {
        this.kind = kind;
        this.name = name;
        this.limit = limit;
        this.parent = parent;
        this.tree = parent == null ? new BudgetTree() : parent.tree;
        this.granted = parent == null ? limit : 0;
        this.available = granted;
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
        Budget child = new Budget(kind, childName, checkedLimit(childName, childLimit), this);
        tree.lock.lock();
        try {
            if (closed) {
                throw new ResourceClosedException(name, "budget " + path() + " is closed and takes no child", null);
            }
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
     * Reserves, waiting for room if need be. Callers of one budget are served in the order in which they came to wait.
     *
     * @param amount how much, in the kind's unit; at least 0
     * @param timeout how long to wait at most; zero does not wait
     * @throws IllegalArgumentException if the amount is negative
     * @throws BudgetExceededException if there was no room in time, or the amount is more than the limit allows at all
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public void reserve(long amount, Duration timeout) {
        if (!takeCredit(checkedAmount(amount))) {
            Budget refuser = tree.await(this, amount, Durations.toNanos(timeout));
            if (refuser != null) {
                throw new BudgetExceededException(refuser, amount);
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

    /** The fast path: one compare-and-set on the credit at hand. */
    private boolean takeCredit(long amount) {
        long credit = available;
        while (credit >= amount) {
            if (AVAILABLE.weakCompareAndSet(this, credit, credit - amount)) {
                if (granted - credit + amount > peak) {
                    notePeak();
                }
                return true;
            }
            credit = available;
        }
        return false;
    }

    private @Nullable Budget reserveSlowly(long amount) {
        tree.lock.lock();
        try {
            Budget refuser = takeDrawing(amount);
            if (refuser == null) {
                notePeak();
            }
            return refuser;
        } finally {
            tree.lock.unlock();
        }
    }

    /**
     * Takes an amount, drawing credit for it as needed; like all that draws, under the tree lock. The loop ends: each turn either takes, refuses, or has raised
     * {@code available} by what was missing, which only another successful reservation can have used up.
     *
     * @return the budget that has no room, or null when the amount was taken
     */
    @Nullable
    Budget takeDrawing(long amount) {
        while (!takeCredit(amount)) {
            long missing = amount - available;
            Budget refuser = draw(missing);
            // The recall further up may have brought credit from this budget's own children.
            if (refuser != null && amount - available >= missing) {
                return refuser;
            }
        }
        return null;
    }

    /** Raises {@code available} by at least {@code missing}, or names the budget that has no room for it. */
    private @Nullable Budget draw(long missing) {
        if (missing <= 0) {
            return null;
        }
        if (limit - granted < missing) {
            return recallIdleCredit() > 0 ? null : this;
        }
        if (parent == null) {
            return this;
        }
        drawing = true;
        try {
            long wanted = Math.min(Math.max(missing, parent.block()), limit - granted);
            if (wanted > missing && parent.takeDrawing(wanted) == null) {
                grant(wanted);
                return null;
            }
            Budget refuser = parent.takeDrawing(missing);
            if (refuser == null) {
                grant(missing);
            }
            return refuser;
        } finally {
            drawing = false;
        }
    }

    private long block() {
        return Math.min(LARGEST_BLOCK, Math.max(1, limit / BLOCKS_PER_LIMIT));
    }

    /** Raises both, {@code granted} first: an over-release is recognised by {@code available > granted}. */
    private void grant(long amount) {
        changeGranted(amount);
        AVAILABLE.getAndAdd(this, amount);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // The tree lock is held: there is one writer at a time.
    private void changeGranted(long change) {
        granted += change;
    }

    /**
     * Takes back what lies idle in the children, all the way down. A child that is drawing keeps its own: taking that
     * away would only raise what it is missing, and the two would pass the same credit to and fro forever.
     */
    private long recallIdleCredit() {
        long recalled = 0;
        for (Budget child : children) {
            child.recallIdleCredit();
            recalled += child.drawing ? 0 : child.surrender(0);
        }
        return recalled;
    }

    /** Gives credit beyond {@code kept} back to the parent. */
    private long surrender(long kept) {
        if (parent == null) {
            return 0;
        }
        long credit = available;
        while (credit > kept) {
            if (AVAILABLE.weakCompareAndSet(this, credit, kept)) {
                changeGranted(kept - credit);
                AVAILABLE.getAndAdd(parent, credit - kept);
                return credit - kept;
            }
            credit = available;
        }
        return 0;
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

    /** Adds to the credit at hand, unless that looks like more than was given out. */
    private boolean giveCredit(long amount) {
        long credit = available;
        while (credit + debt <= granted - amount) {
            if (AVAILABLE.weakCompareAndSet(this, credit, credit + amount)) {
                return true;
            }
            credit = available;
        }
        return false;
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

    private void afterRelease() {
        tree.lock.lock();
        try {
            payDebt();
            if (parent != null && closed) {
                surrender(0);
            } else if (parent != null && available > 2 * parent.block()) {
                surrender(parent.block());
            }
            tree.serveWaiters();
        } finally {
            tree.lock.unlock();
        }
    }

    /** Hands the parent what came back to a budget whose limit was lowered below what it has in use. */
    private void payDebt() {
        long owed = debt;
        long payment = Math.min(owed, available + owed);
        if (parent != null && payment > 0) {
            debt = owed - payment;
            changeGranted(-payment);
            AVAILABLE.getAndAdd(parent, payment);
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
            limit = newLimit;
            if (parent == null) {
                AVAILABLE.getAndAdd(this, newLimit - granted);
                granted = newLimit;
            } else {
                // In one step, so that "available" is never above what the lower of the two limits allows.
                long owed = Math.max(0, granted - newLimit);
                AVAILABLE.getAndAdd(this, debt - owed);
                debt = owed;
                recallIdleCredit();
                payDebt();
            }
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
                recallIdleCredit();
                surrender(0);
                parent.children.remove(this);
                tree.serveWaiters();
            }
        } finally {
            tree.lock.unlock();
        }
    }

    /** Records what is in use as the peak, here and above, if it is one. */
    private void notePeak() {
        tree.lock.lock();
        try {
            for (Budget budget = this; budget != null; budget = budget.parent) {
                budget.peak = Math.max(budget.peak, budget.used());
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
        tree.lock.lock();
        try {
            return granted - idleCredit();
        } finally {
            tree.lock.unlock();
        }
    }

    private long idleCredit() {
        long idle = available + debt;
        for (Budget child : children) {
            idle += child.idleCredit();
        }
        return idle;
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

    List<Budget> largestUsers(int count) {
        return children.stream()
                .filter(child -> child.used() > 0)
                .sorted(Comparator.comparingLong(Budget::used).reversed())
                .limit(count)
                .toList();
    }

    @Nullable
    Budget parent() {
        return parent;
    }

    @Override
    public String toString() {
        return path() + " " + used() + "/" + (limit == Long.MAX_VALUE ? "unlimited" : limit) + " " + kind.unit();
    }
}
