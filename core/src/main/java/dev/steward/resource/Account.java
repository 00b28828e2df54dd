package dev.steward.resource;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of a {@link Budget}: what it has been granted, what of that is at hand, and how it draws on its parent.
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
 * <p>Threadsafe.
 */
abstract sealed class Account extends Credit permits Budget {
    /** A child draws credit in blocks of its parent's limit divided by this, but never more than the block limit. */
    private static final long BLOCKS_PER_LIMIT = 256;

    private static final long LARGEST_BLOCK = Bytes.mib(1);

    /** What {@code available} shows while the tree is looked at as a whole. No credit is that low. */
    private static final long FROZEN = Long.MIN_VALUE;

    final @Nullable Budget parent;
    final BudgetTree tree;
    final List<Budget> children = new CopyOnWriteArrayList<>();

    // Written only under the tree lock.
    volatile boolean closed;
    volatile long limit;
    volatile long granted;
    volatile long debt;
    volatile long peak;

    /** What the parent keeps for this budget, used or not. */
    volatile long guaranteed;

    /** The credit while {@code available} says that it is frozen. */
    private long frozen;

    Account(@Nullable Budget parent, long limit) {
        this.limit = limit;
        this.parent = parent;
        this.tree = parent == null ? new BudgetTree() : parent.tree;
        this.granted = parent == null ? limit : 0;
        this.available = granted;
    }

    /** Whose arithmetic this is. */
    abstract Budget budget();

    /** The fast path: one compare-and-set on the credit at hand. */
    boolean takeCredit(long amount) {
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

    @Nullable
    Budget reserveSlowly(long amount) {
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
    boolean draw(long amount) {
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
        Budget root = budget();
        for (Budget above = parent; above != null; above = above.parent) {
            root = above;
        }
        return root;
    }

    void takeBackIdleCredit() {
        Budget root = root();
        root.freeze();
        try {
            root.settle();
        } finally {
            root.thaw();
        }
    }

    void freeze() {
        frozen = (long) AVAILABLE.getAndSet(this, FROZEN);
        children.forEach(Budget::freeze);
    }

    void thaw() {
        AVAILABLE.setVolatile(this, frozen);
        children.forEach(Budget::thaw);
    }

    /** Frozen: takes all idle credit to the top, but for what is guaranteed; gives what this one passes on. */
    long settle() {
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
    @Nullable
    Budget allot(long amount) {
        long own = Math.max(0, Math.min(amount, frozen));
        long more = amount - own;
        if (more > 0) {
            if (parent == null || more > limit - granted) {
                return budget();
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

    long block() {
        return Math.min(LARGEST_BLOCK, Math.max(1, limit / BLOCKS_PER_LIMIT));
    }

    /** Under the tree lock, not frozen. Raises both, {@code granted} first: an over-release is recognised by {@code available > granted}. */
    void grant(long amount) {
        changeGranted(amount);
        AVAILABLE.getAndAdd(this, amount);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // The tree lock is held: there is one writer at a time.
    void changeGranted(long change) {
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

    /** Adds to the credit at hand, unless that looks like more than was given out. */
    boolean giveCredit(long amount) {
        long credit = available;
        while (credit != FROZEN && credit + debt <= granted - amount) {
            if (AVAILABLE.weakCompareAndSet(this, credit, credit + amount)) {
                return true;
            }
            credit = available;
        }
        return false;
    }

    void afterRelease() {
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

    /** Under the tree lock. */
    void changeLimit(long newLimit) {
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
    }

    /** Records what is in use as the peak, here and above, if it is one. */
    void notePeak() {
        tree.lock.lock();
        try {
            for (Budget budget = budget(); budget != null; budget = budget.parent) {
                budget.peak = Math.max(budget.peak, budget.inUse());
            }
        } finally {
            tree.lock.unlock();
        }
    }

    /** What is in use: what was granted, without the credit that lies idle here and below. */
    long inUse() {
        tree.lock.lock();
        try {
            return granted - idleCredit();
        } finally {
            tree.lock.unlock();
        }
    }

    long idleCredit() {
        long idle = available + debt;
        for (Budget child : children) {
            idle += child.idleCredit();
        }
        return idle;
    }
}
