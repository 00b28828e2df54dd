package dev.steward.resource;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the budgets of one tree share: the lock of their slow paths, and the queue of those who wait for room.
 *
 * <p>A wait ends in one way, because all of them are under the lock: whoever serves a waiter takes it out of the queue and
 * says that it is done, whoever refuses one takes it out as well, and neither finds one there that the other has taken out.
 * One whose time is over, or who is interrupted, looks which of the two has happened before it leaves by itself. Whatever
 * takes a waiter out lets those behind it be looked at again.
 *
 * <p>Nobody who waits is served before an earlier waiter of the same budget, also not with room that the earlier one cannot
 * use because it wants more: otherwise those who want little would keep it waiting for ever. Case: {@code BudgetRefusalAgainstRelease}.
 */
final class BudgetTree {
    final ReentrantLock lock = new ReentrantLock();

    /** How many wait; written under the lock, read by every release without it. */
    volatile int waiting;

    @GuardedBy("lock")
    private final Deque<Waiter> waiters = new ArrayDeque<>();

    /**
     * Why somebody was not served.
     *
     * @param refuser the budget without room
     * @param before how much the one wants who has to be served before; 0 when there is nobody
     */
    record NoRoom(Budget refuser, long before) {}

    private static final class Waiter {
        final Budget budget;
        final long amount;
        final Condition served;
        final Thread thread = Thread.currentThread();
        final long sinceNanos = System.nanoTime();
        boolean done;

        /** Why it could not be served when that was tried last; null before the first time. */
        @Nullable
        NoRoom noRoom;

        /** What is thrown to it instead; null while nobody has told it to give up. */
        @Nullable
        Supplier<? extends ResourceException> refusal;

        Waiter(Budget budget, long amount, Condition served) {
            this.budget = budget;
            this.amount = amount;
            this.served = served;
        }
    }

    /** Waits until the amount was taken; otherwise says why it was not. */
    @Nullable
    NoRoom await(Budget budget, long amount, long timeoutNanos) {
        Waiter waiter = new Waiter(budget, amount, lock.newCondition());
        NoRoom noRoom = await(waiter, budget, amount, timeoutNanos);
        Supplier<? extends ResourceException> refusal = waiter.refusal;
        if (refusal != null) {
            // Without the lock, since it is not known what it does.
            throw refusal.get();
        }
        return noRoom;
    }

    /** Null also when it was told to give up. */
    private @Nullable NoRoom await(Waiter waiter, Budget budget, long amount, long timeoutNanos) {
        lock.lock();
        try {
            waiters.addLast(waiter);
            waiting = waiters.size();
            try {
                serveWaiters();
                long left = timeoutNanos;
                @Nullable Budget tooSmall = tooSmall(budget, amount);
                while (!waiter.done && waiter.refusal == null && left > 0 && tooSmall == null) {
                    left = waiter.served.awaitNanos(left);
                    tooSmall = tooSmall(budget, amount);
                }
                // Who gives back does so before it has the lock, so there may be room that nobody has looked at. It is
                // given in the order of the queue: whose time is over has no more right to it than before.
                serveWaiters();
                if (waiter.done || waiter.refusal != null) {
                    return null;
                }
                return tooSmall != null ? new NoRoom(tooSmall, 0) : waiter.noRoom;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                if (waiter.done || waiter.refusal != null) {
                    return null;
                }
                throw new AcquireInterruptedException(
                        budget.name(), "interrupted while waiting for budget " + budget.path(), interrupted);
            } finally {
                if (!waiter.done) {
                    waiters.remove(waiter);
                    waiting = waiters.size();
                    serveWaiters();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Those of one budget, in their order. */
    List<Waiting> waiting(Budget budget) {
        if (waiting == 0) {
            return List.of();
        }
        long now = System.nanoTime();
        lock.lock();
        try {
            return waiters.stream()
                    .filter(waiter -> waiter.budget == budget && waiter.refusal == null)
                    .map(waiter -> new Waiting(
                            budget.path(),
                            budget.kind(),
                            waiter.amount,
                            waiter.thread.getName(),
                            waiter.thread,
                            Duration.ofNanos(Math.max(0, now - waiter.sinceNanos)),
                            null,
                            waiter))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Tells one who waits to give up; false when that one does not wait here any more. */
    boolean refuse(@Nullable Object ticket, Supplier<? extends ResourceException> refusal) {
        lock.lock();
        try {
            for (Waiter waiter : waiters) {
                if (waiter == ticket && waiter.refusal == null) {
                    waiter.refusal = refusal;
                    waiters.remove(waiter);
                    waiting = waiters.size();
                    waiter.served.signal();
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The lowest of the budgets in which so much can never fit. */
    private static @Nullable Budget tooSmall(Budget budget, long amount) {
        for (@Nullable Budget b = budget; b != null; b = b.parent) {
            if (amount > b.limit()) {
                return b;
            }
        }
        return null;
    }

    /** Gives what fits to those who wait, in their order; nobody overtakes an earlier waiter of the same budget. */
    void serveWaiters() {
        lock.lock();
        try {
            Map<Budget, NoRoom> full = new HashMap<>();
            for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
                Waiter waiter = all.next();
                @Nullable NoRoom before = full.get(waiter.budget);
                @Nullable Budget refuser = before == null ? waiter.budget.takeDrawing(waiter.amount) : before.refuser();
                if (refuser == null) {
                    waiter.done = true;
                    all.remove();
                    waiter.served.signal();
                } else {
                    waiter.noRoom = before == null ? new NoRoom(refuser, 0) : before;
                    full.putIfAbsent(waiter.budget, new NoRoom(refuser, waiter.amount));
                }
            }
            waiting = waiters.size();
        } finally {
            lock.unlock();
        }
    }
}
