package dev.steward.files;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where callers wait for room in the budget of a {@link FilePool}, in the order in which they came. Only the first of them
 * tries, and waits in the budget's own queue, because room that other users of the budget give back is told of there
 * alone; it does so in slices, so that it notices soon when the pool is closed or its wait is refused. The others sleep
 * until they are the first, or are told.
 *
 * <h2>Why nobody is slept through, and each wait ends in one way</h2>
 * A caller enters the line under the lock, and afterwards asks whether the pool is closed, whether it was refused, whether
 * what it wants is there already and whether it is the first, each time before it parks. Whoever changes one of these does so first and unparks then: who
 * leaves the line unparks the one that is first now, who closes the pool everybody. A permit that comes before the caller
 * parks is kept. A refusal and a grant meet at {@link #conclude}: under the lock, the one that comes first holds. Who was
 * refused gives back what it was granted at that moment. Case: {@code FileRefusalAgainstRelease}. Threadsafe.
 */
final class FileTurnstile {
    private static final long SLICE_NANOS = 20_000_000;

    /** One caller that waits, and the ticket of its wait. Compared by identity. */
    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        final long since = System.nanoTime();

        /** Has what it waits for: under the lock. */
        boolean concluded;

        /** What is thrown to it instead; written under the lock. */
        volatile @Nullable Supplier<? extends ResourceException> refusal;

        long waitedNanos() {
            return System.nanoTime() - since;
        }
    }

    private final String owner;
    private final Budget budget;
    private final BooleanSupplier closed;
    private final BooleanSupplier makeRoom;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<Waiter> line = new ArrayDeque<>();

    /** Whether there is a line; written under the lock. */
    private volatile boolean waitedFor;

    /** {@code makeRoom} closes something idle and says whether there was any. */
    FileTurnstile(String owner, Budget budget, BooleanSupplier closed, BooleanSupplier makeRoom) {
        this.owner = owner;
        this.budget = budget;
        this.closed = closed;
        this.makeRoom = makeRoom;
    }

    boolean isWaitedFor() {
        return waitedFor;
    }

    /**
     * Draws one from the budget, or throws the budget's refusal when the time is over. {@code isThere} says whether what the
     * caller wants one for has come to be there without it; then nothing is drawn, and this returns false. Whoever makes it
     * so tells all afterwards.
     */
    boolean pass(Path file, Duration timeout, BooleanSupplier isThere) {
        if (budget.tryReserve(1)) {
            return true;
        }
        Waiter me = enter();
        try {
            boolean drawn = reserve(me, file, Durations.toNanos(timeout), isThere);
            Supplier<? extends ResourceException> refusal = conclude(me);
            if (refusal != null) {
                if (drawn) {
                    budget.release(1);
                }
                throw refusal.get();
            }
            return drawn;
        } finally {
            leave(me);
        }
    }

    /** Entered before the look at what is idle; who leaves a channel idle asks afterwards whether anybody waits. */
    private Waiter enter() {
        Waiter me = new Waiter();
        lock.lock();
        try {
            line.addLast(me);
            waitedFor = true;
        } finally {
            lock.unlock();
        }
        return me;
    }

    private void leave(Waiter me) {
        Waiter first;
        lock.lock();
        try {
            line.remove(me);
            waitedFor = !line.isEmpty();
            first = line.peekFirst();
        } finally {
            lock.unlock();
        }
        if (first != null) {
            LockSupport.unpark(first.thread);
        }
    }

    @SuppressWarnings("ReferenceEquality") // A waiter is itself alone.
    private boolean isFirst(Waiter me) {
        lock.lock();
        try {
            return line.peekFirst() == me;
        } finally {
            lock.unlock();
        }
    }

    private boolean reserve(Waiter me, Path file, long timeoutNanos, BooleanSupplier isThere) {
        while (true) {
            refuseIfToldTo(me, file);
            if (isThere.getAsBoolean()) {
                return false;
            }
            boolean first = isFirst(me);
            if (first && budget.tryReserve(1)) {
                return true;
            }
            if (first && makeRoom.getAsBoolean()) {
                continue;
            }
            long left = timeoutNanos - me.waitedNanos();
            if (left <= 0) {
                budget.reserve(1);
                return true;
            }
            if (!first) {
                LockSupport.parkNanos(this, left);
            } else if (reserveWithin(Math.min(left, SLICE_NANOS))) {
                return true;
            }
        }
    }

    private void refuseIfToldTo(Waiter me, Path file) {
        if (closed.getAsBoolean()) {
            throw new ResourceClosedException(owner, owner + " was closed while the caller waited", null);
        }
        Supplier<? extends ResourceException> refusal = me.refusal;
        if (refusal != null) {
            throw refusal.get();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new AcquireInterruptedException(owner, owner + ": interrupted while waiting to open " + file, null);
        }
    }

    private boolean reserveWithin(long nanos) {
        try {
            budget.reserve(1, Duration.ofNanos(nanos));
            return true;
        } catch (BudgetExceededException refused) {
            if (!refused.isTransient()) {
                throw refused;
            }
            return false;
        }
    }

    /** By the one who waits, who has what it wants: what is to be thrown to it all the same, or null if it is too late for that. */
    private @Nullable Supplier<? extends ResourceException> conclude(Waiter me) {
        lock.lock();
        try {
            me.concluded = me.refusal == null;
            return me.refusal;
        } finally {
            lock.unlock();
        }
    }

    /** By somebody else: tells one who waits to give up, unless it has what it waits for. */
    boolean refuse(@Nullable Object ticket, Supplier<? extends ResourceException> refusal) {
        Waiter waiter = null;
        lock.lock();
        try {
            if (ticket instanceof Waiter found && line.contains(found) && !found.concluded && found.refusal == null) {
                found.refusal = refusal;
                waiter = found;
            }
        } finally {
            lock.unlock();
        }
        if (waiter == null) {
            return false;
        }
        LockSupport.unpark(waiter.thread);
        return true;
    }

    /** Called once the pool says that it is closed, or a file is there that one of them may wait for. */
    void tellAll() {
        inOrder().forEach(waiter -> LockSupport.unpark(waiter.thread));
    }

    List<Waiting> waiting() {
        return inOrder().stream()
                .map(waiter -> new Waiting(
                        owner,
                        Kind.FILES,
                        1,
                        waiter.thread.getName(),
                        waiter.thread,
                        Duration.ofNanos(waiter.waitedNanos()),
                        null,
                        waiter))
                .toList();
    }

    private List<Waiter> inOrder() {
        lock.lock();
        try {
            return new ArrayList<>(line);
        } finally {
            lock.unlock();
        }
    }
}
