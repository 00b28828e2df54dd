package dev.steward.memory;

import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Holding;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.Site;
import dev.steward.resource.SiteMeans;
import dev.steward.resource.Trail;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MemoryReservation} stands for, in the book until it ends. It does not know its handle, so that a handle
 * which nobody has any more is collected, and what it stands for can be taken back. Threadsafe; no lock is held while a
 * spill runs.
 */
final class Reserved {
    private static final Logger LOG = System.getLogger(MemoryReservation.class.getName());

    private final MemoryReservations owner;
    private final Budget budget;
    private final String what;
    private final @Nullable Trail trail;

    /** Where it was reserved, if it counts among those of its site. */
    private final @Nullable Site counted;

    private final Thread holder = Thread.currentThread();
    private final long sinceNanos = System.nanoTime();
    private final ReentrantLock changing = new ReentrantLock();
    private volatile long bytes;
    private volatile boolean closed;
    private volatile MemoryReservation.@Nullable Spill spill;
    private volatile long spilling;

    /** Kept because a reference that is itself collected is not enqueued. */
    @SuppressWarnings("UnusedVariable") // Only its being reachable matters.
    private @Nullable Watch watch;

    /** Is enqueued when the handle was collected. */
    static final class Watch extends WeakReference<MemoryReservation> {
        final Reserved reserved;

        private Watch(MemoryReservation handle, ReferenceQueue<MemoryReservation> collected, Reserved reserved) {
            super(handle, collected);
            this.reserved = reserved;
        }
    }

    Reserved(MemoryReservations owner, Budget budget, String what, long bytes, @Nullable Trail trail) {
        this.owner = owner;
        this.trail = trail;
        this.counted = trail == null ? null : owner.means().chosen(trail);
        this.budget = budget;
        this.what = what;
        this.bytes = bytes;
    }

    /** What its holder is given; watched if it is traced, for which having a trail is the sign. */
    MemoryReservation handle(ReferenceQueue<MemoryReservation> collected) {
        MemoryReservation handle = new MemoryReservation(this);
        if (trail != null) {
            watch = new Watch(handle, collected, this);
        }
        return handle;
    }

    long bytes() {
        return bytes;
    }

    void adjust(long newBytes, Duration timeout) {
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

    boolean grow(long more) {
        if (!budget.tryReserve(more)) {
            return false;
        }
        changing.lock();
        try {
            if (closed) {
                budget.release(more);
                return false;
            }
            long grown = bytes + more;
            bytes = grown;
            return true;
        } finally {
            changing.unlock();
        }
    }

    void spillWith(MemoryReservation.Spill action) {
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
        MemoryReservation.Spill action = beginSpilling(wanted);
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

    private MemoryReservation.@Nullable Spill beginSpilling(long wanted) {
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

    private void noteTime(SiteMeans means) {
        if (counted != null) {
            means.add(counted, System.nanoTime() - sinceNanos);
        }
    }

    boolean isHeldBy(Thread thread) {
        return holder == thread;
    }

    Holding holding(long now) {
        return Holders.holding(
                owner.name(),
                bytes,
                holder,
                Duration.ofNanos(now - sinceNanos),
                what,
                trail == null ? null : trail.site(),
                this);
    }

    /** Gives everything back; false if that was done before. */
    boolean close() {
        changing.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            budget.release(bytes);
            bytes = 0;
        } finally {
            changing.unlock();
        }
        noteTime(owner.means());
        owner.ended(this);
        return true;
    }

    @Override
    public String toString() {
        return what + " " + Bytes.format(bytes);
    }
}
