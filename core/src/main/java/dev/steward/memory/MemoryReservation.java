package dev.steward.memory;

import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Bytes;
import dev.steward.resource.Holding;
import dev.steward.resource.ResourceClosedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Memory that code allocates by itself, such as a batch, a sort or a parsed document, counted in the budget: an estimate at
 * first, adjusted as more is known. Made by {@link MemoryReservations}.
 *
 * <pre>{@code
 * try (MemoryReservation sort = reservations.reserve("sort of orders", Bytes.mib(8))) {
 *     sort.spillWith(wanted -> rows.writeToFile(wanted));   // asked under pressure, says how much it freed
 *     ...
 *     sort.adjust(rows.bytes());
 * }
 * }</pre>
 *
 * <p>Threadsafe. No lock is held while a spill runs.
 */
public final class MemoryReservation implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MemoryReservation.class.getName());

    /** What frees memory when it is scarce. */
    @FunctionalInterface
    public interface Spill {
        /**
         * Frees memory, for example by writing what it holds to a file. Called on the thread that found the pressure, and
         * not again before it has returned. The reservation is lowered by what it returns; it need not adjust it itself.
         *
         * @param wanted how many bytes would help
         * @return how many it freed; 0 when nothing can be freed now
         * @throws Exception if it failed; that is logged, and counts as nothing freed
         */
        long spill(long wanted) throws Exception;
    }

    private final MemoryReservations owner;
    private final Budget budget;
    private final String what;
    private final Thread holder = Thread.currentThread();
    private final long sinceNanos = System.nanoTime();
    private final ReentrantLock changing = new ReentrantLock();
    private volatile long bytes;
    private volatile boolean closed;
    private volatile @Nullable Spill spill;
    private volatile long spilling;

    MemoryReservation(MemoryReservations owner, Budget budget, String what, long bytes) {
        this.owner = owner;
        this.budget = budget;
        this.what = what;
        this.bytes = bytes;
    }

    /**
     * What is reserved now.
     *
     * @return the bytes; 0 once it is closed
     */
    public long bytes() {
        return bytes;
    }

    /**
     * Sets what is reserved, without waiting. Lowering it never fails.
     *
     * @param newBytes what is needed from now on, in bytes
     * @throws IllegalArgumentException if that is negative
     * @throws BudgetExceededException if the budget has no room for more; what was reserved stays
     * @throws ResourceClosedException if this is closed
     */
    public void adjust(long newBytes) {
        adjust(newBytes, Duration.ZERO);
    }

    /**
     * Sets what is reserved, waiting for room in the budget if need be.
     *
     * @param newBytes what is needed from now on, in bytes
     * @param timeout how long to wait at most; zero does not wait
     * @throws IllegalArgumentException if one of them is negative
     * @throws BudgetExceededException if the budget had no room in time; what was reserved stays
     * @throws ResourceClosedException if this is closed, or was closed meanwhile
     */
    public void adjust(long newBytes, Duration timeout) {
        if (newBytes < 0 || timeout.isNegative()) {
            throw new IllegalArgumentException(owner.name() + ": " + what
                    + " is adjusted to 0 or more bytes within a time of zero or more, got " + newBytes + " and "
                    + timeout);
        }
        long more = newBytes - bytes;
        if (more > 0) {
            // Outside the lock, since it may wait; it is this reservation's once it is added under it.
            budget.reserve(more, timeout);
        }
        changing.lock();
        try {
            if (closed) {
                budget.release(Math.max(0, more));
                throw new ResourceClosedException(
                        owner.name(), owner.name() + ": " + what + " is closed and cannot be adjusted", null);
            }
            long drawn = bytes + Math.max(0, more);
            bytes = Math.min(drawn, newBytes);
            budget.release(drawn - bytes);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Says how to free a part of this under pressure; what is reserved counts as revocable from now on.
     *
     * @param action what frees memory; another call replaces it
     */
    public void spillWith(Spill action) {
        this.spill = action;
    }

    long revocable() {
        return spill == null || spilling > 0 ? 0 : bytes;
    }

    long revoking() {
        return spilling;
    }

    /** Asks for a part, unless the spill is running already or there is none; gives what was freed. */
    long spill(long wanted) {
        Spill action = beginSpilling(wanted);
        if (action == null) {
            return 0;
        }
        long freed = 0;
        try {
            freed = action.spill(wanted);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.log(Level.WARNING, owner.name() + ": " + what + " failed to spill and keeps " + Bytes.format(bytes), e);
        } finally {
            freed = endSpilling(freed);
        }
        return freed;
    }

    private @Nullable Spill beginSpilling(long wanted) {
        changing.lock();
        try {
            if (closed || wanted <= 0 || revocable() == 0) {
                return null;
            }
            spilling = Math.min(wanted, bytes);
            return spill;
        } finally {
            changing.unlock();
        }
    }

    private long endSpilling(long freed) {
        changing.lock();
        try {
            spilling = 0;
            long before = bytes;
            long after = Math.max(0, Math.min(before, before - freed));
            bytes = after;
            budget.release(before - after);
            return before - after;
        } finally {
            changing.unlock();
        }
    }

    boolean isHeldBy(Thread thread) {
        return holder == thread;
    }

    Holding holding(long now) {
        return Holders.holding(owner.name(), bytes, holder, Duration.ofNanos(now - sinceNanos), what);
    }

    /** Gives everything back. A second time does nothing. */
    @Override
    public void close() {
        changing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            budget.release(bytes);
            bytes = 0;
        } finally {
            changing.unlock();
        }
        owner.ended(this);
    }

    @Override
    public String toString() {
        return what + " " + Bytes.format(bytes);
    }
}
