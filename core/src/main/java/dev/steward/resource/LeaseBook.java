package dev.steward.resource;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open shared leases of one {@link Managed} thing that is not built on the slot pool: whoever opens channels,
 * buffers or processes by its own means gets leases, holdings, counts and an orderly close from here.
 *
 * <p>A lease is open as long as its hold names that very handle; closing, invalidating and handing over are one
 * compare-and-set on that name. So of any number of threads that end a lease at once, one does it, and the owner's
 * give-back action runs exactly once for each lease. A reference needs no generation to be safe from reuse: a handle
 * that was replaced is never put back.
 *
 * <p>Threadsafe. No lock is held while the give-back action runs.
 */
public final class LeaseBook {
    /** How a lease came to its end. */
    public enum Ending {
        /** The holder closed it: the resource may be used again. */
        CLOSED,
        /** The holder knows the resource to be broken. */
        INVALIDATED,
        /** The owner closes and could not wait longer: the holder may still be using the resource. */
        TAKEN_BACK
    }

    /**
     * What the owner does with a resource that comes back.
     *
     * @param <T> what is leased
     */
    @FunctionalInterface
    public interface GiveBack<T> {
        /**
         * Takes the resource back; called once for each lease, on the thread that ended it.
         *
         * @param resource what was leased
         * @param ending how the lease ended
         */
        void giveBack(T resource, Ending ending);
    }

    private final String owner;
    private final Kind kind;
    private final Set<BookedHold<?>> holds = ConcurrentHashMap.newKeySet();
    private final LongAdder acquired = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final LongAdder staleCloses = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allReturned = lock.newCondition();

    private final ReferenceQueue<Lease<?>> collected = new ReferenceQueue<>();
    private volatile Tracing tracing = Tracing.OFF;

    private final TracePace pace = new TracePace();
    private final SiteMeans means = new SiteMeans();

    private volatile boolean shut;
    private volatile boolean awaited;

    /**
     * An empty book.
     *
     * @param owner the name of the managed thing, for holdings and messages
     * @param kind what its leases hold
     */
    public LeaseBook(String owner, Kind kind) {
        this.owner = owner;
        this.kind = kind;
    }

    /**
     * Opens a lease, held by the current thread.
     *
     * @param <T> what is leased
     * @param resource what is leased
     * @param amount how much of the kind it holds
     * @param label what the holding says about it, such as a path; may be empty
     * @param giveBack what to do when the lease ends
     * @return the lease, shared
     * @throws ResourceClosedException if the book was shut; the resource has then been given back as invalidated
     */
    public <T> Lease<T> open(T resource, long amount, String label, GiveBack<T> giveBack) {
        return open(new BookedHold<>(this, resource, amount, false, label, giveBack, trailIfTraced()));
    }

    /**
     * Opens a lease of something that several hold at once, held by the current thread. Among the holdings the amount
     * counts with the one who has held it for longest, and is zero for the others: together they hold no more than that.
     *
     * @param <T> what is leased
     * @param resource what is leased, the same object for all its holders
     * @param amount how much of the kind it takes
     * @param label what the holding says about it, such as a path; may be empty
     * @param giveBack what to do when this holder's lease ends
     * @return the lease, shared
     * @throws ResourceClosedException if the book was shut; the resource has then been given back as invalidated
     */
    public <T> Lease<T> openTogether(T resource, long amount, String label, GiveBack<T> giveBack) {
        return open(new BookedHold<>(this, resource, amount, true, label, giveBack, trailIfTraced()));
    }

    private <T> Lease<T> open(BookedHold<T> hold) {
        Lease<T> lease = hold.begin(Thread.currentThread());
        holds.add(hold);
        acquired.increment();
        // Entered first, asked afterwards: either this sees the book shut, or who shuts it sees the hold.
        if (shut) {
            lease.invalidate();
            throw new ResourceClosedException(owner, owner + " is closed and gives no more leases", null);
        }
        return lease;
    }

    /**
     * Changes how many leases are traced: see {@link Managed#trace(Tracing)}.
     *
     * @param newTracing how many from now on
     */
    public void trace(Tracing newTracing) {
        tracing = newTracing;
    }

    private @Nullable Trail trailIfTraced() {
        return pace.isDue(tracing) ? Trail.here() : null;
    }

    String owner() {
        return owner;
    }

    ReferenceQueue<Lease<?>> collected() {
        return collected;
    }

    /**
     * Ends the traced leases whose handles were collected; what they held is given back as invalidated.
     *
     * @return those leases
     */
    public List<Loss> takeLosses() {
        List<Loss> losses = new ArrayList<>();
        for (Reference<?> next = collected.poll(); next != null; next = collected.poll()) {
            if (next instanceof BookedHold.Watch watch) {
                watch.end(owner, kind)
                        .ifPresent(holding -> losses.add(new Loss(holding, Loss.Cause.UNREACHABLE, true)));
            }
        }
        losses.forEach(Census::note);
        return losses;
    }

    /** Refuses new leases from now on. The open ones stay. */
    public void shut() {
        shut = true;
    }

    /**
     * Who holds a lease now, the longest first.
     *
     * @return the holdings
     */
    public List<Holding> holdings() {
        long now = System.nanoTime();
        List<BookedHold<?>> longestFirst = new ArrayList<>(holds);
        longestFirst.sort(Comparator.comparingLong(hold -> -hold.heldNanos(now)));
        Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Holding> holdings = new ArrayList<>(longestFirst.size());
        for (BookedHold<?> hold : longestFirst) {
            hold.holding(owner, kind, now, counted).ifPresent(holdings::add);
        }
        return holdings;
    }

    /**
     * Whether a thread holds a lease now.
     *
     * @param thread the thread
     * @return true if there is one
     */
    public boolean isHeldBy(Thread thread) {
        for (BookedHold<?> hold : holds) {
            if (hold.isHeldBy(thread)) {
                return true;
            }
        }
        return false;
    }

    /**
     * How much the open leases hold, each by itself, also where several hold one thing.
     *
     * @return the sum of their amounts, in the kind's unit
     */
    public long held() {
        long sum = 0;
        for (BookedHold<?> hold : holds) {
            sum += hold.amount();
        }
        return sum;
    }

    /**
     * How many leases were ever opened.
     *
     * @return the count; a handing over is not a new lease
     */
    public long acquired() {
        return acquired.sum();
    }

    /**
     * How many leases have ended.
     *
     * @return the count
     */
    public long returned() {
        return returned.sum();
    }

    /**
     * How often a lease was closed that was not open any more: harmless, but a sign of a mistake.
     *
     * @return the count
     */
    public long staleCloses() {
        return staleCloses.sum();
    }

    /**
     * Waits until no lease is open and every give-back action has finished. An interruption ends the waiting and stays
     * set.
     *
     * @param deadline how long to wait at most
     * @return whether all came back
     */
    public boolean awaitAll(Duration deadline) {
        long left = Durations.toNanos(deadline);
        lock.lock();
        try {
            // Raised before the look at the holds; who ends a lease removes the hold before it reads this.
            awaited = true;
            while (!holds.isEmpty() && left > 0) {
                left = allReturned.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return holds.isEmpty();
    }

    /**
     * Ends every lease that is still open with {@link Ending#TAKEN_BACK}; what their holders keep is stale.
     *
     * @return what the give-back actions failed with
     */
    public List<Throwable> takeBackAll() {
        List<Throwable> failures = new ArrayList<>();
        for (BookedHold<?> hold : holds) {
            try {
                hold.takeBack();
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }
        return failures;
    }

    /**
     * How long the leases of each site are held, as far as they are traced: see {@link Managed#siteTimes()}.
     *
     * @return the times, in no order
     */
    public List<SiteTimes> siteTimes() {
        return means.times(owner);
    }

    SiteMeans means() {
        return means;
    }

    void ended(BookedHold<?> hold) {
        returned.increment();
        holds.remove(hold);
        if (awaited && holds.isEmpty()) {
            lock.lock();
            try {
                allReturned.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    void staleClose() {
        staleCloses.increment();
    }

    StaleLeaseException stale() {
        return new StaleLeaseException(
                owner,
                owner + ": this lease was closed, invalidated or handed over and holds nothing any more;"
                        + " next: use the lease it was handed to, or acquire a new one",
                null);
    }
}
