package dev.steward.resource;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the budgets of one tree share: the lock of their slow paths, and the queue of those who wait for room. */
final class BudgetTree {
    final ReentrantLock lock = new ReentrantLock();

    /** How many wait; written under the lock, read by every release without it. */
    volatile int waiting;

    @GuardedBy("lock")
    private final Deque<Waiter> waiters = new ArrayDeque<>();

    private static final class Waiter {
        final Budget budget;
        final long amount;
        final Condition served;
        boolean done;

        Waiter(Budget budget, long amount, Condition served) {
            this.budget = budget;
            this.amount = amount;
            this.served = served;
        }
    }

    /** Waits until the amount was taken; otherwise names the budget that had no room. */
    @Nullable
    Budget await(Budget budget, long amount, long timeoutNanos) {
        lock.lock();
        try {
            Waiter waiter = new Waiter(budget, amount, lock.newCondition());
            waiters.addLast(waiter);
            waiting = waiters.size();
            try {
                serveWaiters();
                long left = timeoutNanos;
                while (!waiter.done && left > 0 && !exceedsEveryLimit(budget, amount)) {
                    left = waiter.served.awaitNanos(left);
                }
                return waiter.done ? null : budget.takeDrawing(amount);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                if (waiter.done) {
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

    private static boolean exceedsEveryLimit(Budget budget, long amount) {
        for (@Nullable Budget b = budget; b != null; b = b.parent()) {
            if (amount > b.limit()) {
                return true;
            }
        }
        return false;
    }

    /** Gives what fits to those who wait, in their order; nobody overtakes an earlier waiter of the same budget. */
    void serveWaiters() {
        lock.lock();
        try {
            Set<Budget> full = new HashSet<>();
            for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
                Waiter waiter = all.next();
                if (!full.contains(waiter.budget) && waiter.budget.takeDrawing(waiter.amount) == null) {
                    waiter.done = true;
                    all.remove();
                    waiter.served.signal();
                } else {
                    full.add(waiter.budget);
                }
            }
            waiting = waiters.size();
        } finally {
            lock.unlock();
        }
    }
}
