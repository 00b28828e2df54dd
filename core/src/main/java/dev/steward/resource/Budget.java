package dev.steward.resource;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
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
 * it draws a block from its parent. Where that has none either, all budgets of the tree are <em>frozen</em>: each
 * {@code available} is exchanged for a value that fails both quick paths, so that whoever comes meanwhile waits for the
 * lock. Once the last one is frozen, the sums are those of one moment. All idle credit is taken back to the root, and
 * the request either fits or is refused as of that moment, however deep the tree is. Hence
 *
 * <ul>
 *   <li>no reservation is ever tentative, so one that is refused cannot make another fail that would have fitted;
 *   <li>{@code granted} changes only under the tree lock, and {@code used = granted - available} can be at most the
 *       limit, because {@code granted} is;
 *   <li>siblings touch the parent once per block, not once per reservation.
 * </ul>
 *
 * <h2>Guaranteed minimums, and what can be taken back</h2>
 * A child may have a guaranteed minimum: its parent keeps so much for it, used or not, and nobody else gets it. Beyond
 * that it competes with its siblings. Some of what is reserved can be taken back without harm; who holds such amounts
 * says so through {@link #register}, and {@link #revoke} asks for them.
 *
 * <p>A limit may be lowered below what is in use. {@code available} is then negative, and releases have to make up for
 * it before anything new is given out; a child owes its parent that part ({@code debt}) and pays it from what comes
 * back. Live leases are not disturbed. Threadsafe.
 */
public final class Budget extends Credit {
    /** A child draws credit in blocks of its parent's limit divided by this, but never more than the block limit. */
    private static final long BLOCKS_PER_LIMIT = 256;

    private static final long LARGEST_BLOCK = Bytes.mib(1);

    /** What {@code available} shows while the tree is looked at as a whole. No credit is that low. */
    private static final long FROZEN = Long.MIN_VALUE;

    private final Kind kind;
    private final String name;
    private final @Nullable Budget parent;
    private final BudgetTree tree;
    private final List<Budget> children = new CopyOnWriteArrayList<>();

    // Written only under the tree lock.
    private volatile boolean closed;
    private volatile long limit;
    private volatile long granted;
    private volatile long debt;
    private volatile long peak;
    private volatile long guaranteed;

    /** The credit while {@code available} says that it is frozen. */
    private long frozen;

    private final Revocables revocables = new Revocables();

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
     * Reserves, waiting for room if need be. Callers of one budget are served in the order in which they came to wait.
     *
     * @param amount how much, in the kind's unit; at least 0
     * @param timeout how long to wait at most; zero does not wait
     * @throws IllegalArgumentException if the amount is negative
     * @throws BudgetExceededException if there was no room in time, or the amount is more than the limit allows at all
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     * @throws DeadlockException if the wait could not have ended, and was chosen to fail
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
     * Takes an amount, drawing credit for it as needed; like all that draws, under the tree lock.
     *
     * @return the budget that has no room, or null when the amount was taken
     */
    @Nullable
    Budget takeDrawing(long amount) {
        return takeCredit(amount) || (draw(amount) && takeCredit(amount)) ? null : decide(amount);
    }

    /** Raises {@code available} to the amount from what the budgets above have at hand; false if that is not enough. */
    private boolean draw(long amount) {
        long missing = amount - available;
        if (missing <= 0 || parent == null || missing > limit - granted) {
            return missing <= 0;
        }
        long wanted = Math.min(Math.max(missing, parent.block()), limit - granted);
        for (long drawn : new long[] {wanted, missing}) {
            if (parent.takeCredit(drawn) || (parent.draw(drawn) && parent.takeCredit(drawn))) {
                grant(drawn);
                return true;
            }
        }
        return false;
    }

    /** Takes the amount, or names the budget that has no room for it at this moment. */
    private @Nullable Budget decide(long amount) {
        Budget root = root();
        root.freeze();
        try {
            root.settle();
            return allot(amount);
        } finally {
            root.thaw();
        }
    }

    private Budget root() {
        Budget root = this;
        for (Budget above = parent; above != null; above = above.parent) {
            root = above;
        }
        return root;
    }

    private void takeBackIdleCredit() {
        Budget root = root();
        root.freeze();
        try {
            root.settle();
        } finally {
            root.thaw();
        }
    }

    private void freeze() {
        frozen = (long) AVAILABLE.getAndSet(this, FROZEN);
        children.forEach(Budget::freeze);
    }

    private void thaw() {
        AVAILABLE.setVolatile(this, frozen);
        children.forEach(Budget::thaw);
    }

    /** Frozen: takes all idle credit to the top, but for what is guaranteed; gives what this one passes on. */
    private long settle() {
        long idle = frozen + debt;
        for (Budget child : children) {
            idle += child.settle();
        }
        if (parent == null) {
            frozen = idle;
            return 0;
        }
        long passed = Math.min(idle, Math.max(0, granted - guaranteed));
        changeGranted(-passed);
        debt = Math.max(0, granted - limit);
        frozen = idle - passed - debt;
        return passed;
    }

    /** Frozen and settled: takes the amount if it fits at every level, or changes nothing and names the one where not. */
    private @Nullable Budget allot(long amount) {
        long own = Math.max(0, Math.min(amount, frozen));
        long more = amount - own;
        if (more > 0) {
            if (parent == null || more > limit - granted) {
                return this;
            }
            @Nullable Budget refuser = parent.allot(more);
            if (refuser != null) {
                return refuser;
            }
            changeGranted(more);
        }
        frozen -= own;
        return null;
    }

    private long block() {
        return Math.min(LARGEST_BLOCK, Math.max(1, limit / BLOCKS_PER_LIMIT));
    }

    /** Under the tree lock, not frozen. Raises both, {@code granted} first: an over-release is recognised by {@code available > granted}. */
    private void grant(long amount) {
        changeGranted(amount);
        AVAILABLE.getAndAdd(this, amount);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // The tree lock is held: there is one writer at a time.
    private void changeGranted(long change) {
        granted += change;
    }

    /** Gives credit beyond {@code kept} back to the parent, but for what is guaranteed. */
    private void surrender(long kept) {
        long credit = available;
        while (parent != null && credit > kept && granted > guaranteed) {
            long given = Math.min(credit - kept, granted - guaranteed);
            if (AVAILABLE.weakCompareAndSet(this, credit, credit - given)) {
                changeGranted(-given);
                AVAILABLE.getAndAdd(parent, given);
                return;
            }
            credit = available;
        }
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
        while (credit != FROZEN && credit + debt <= granted - amount) {
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
                takeBackIdleCredit();
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
                guaranteed = 0;
                takeBackIdleCredit();
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

    @Nullable
    Budget parent() {
        return parent;
    }

    @Override
    public String toString() {
        return path() + " " + used() + "/" + (limit == Long.MAX_VALUE ? "unlimited" : limit) + " " + kind.unit();
    }
}
