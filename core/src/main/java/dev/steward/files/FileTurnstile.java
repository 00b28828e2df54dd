package dev.steward.files;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where callers wait for room in the budget of a {@link FilePool}. They pass a fair lock one by one; only the one inside
 * waits in the budget's own queue, and it does so in slices, so that all of them notice soon when the pool is closed.
 * Threadsafe.
 */
final class FileTurnstile {
    private static final long SLICE_NANOS = 20_000_000;

    /** One caller that waits; compared by identity. */
    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        final long since = System.nanoTime();

        Duration waited() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    private final String owner;
    private final Budget budget;
    private final BooleanSupplier closed;
    private final BooleanSupplier makeRoom;
    private final ReentrantLock turnstile = new ReentrantLock(true);
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    /** {@code makeRoom} closes something idle and says whether there was any. */
    FileTurnstile(String owner, Budget budget, BooleanSupplier closed, BooleanSupplier makeRoom) {
        this.owner = owner;
        this.budget = budget;
        this.closed = closed;
        this.makeRoom = makeRoom;
    }

    boolean isWaitedFor() {
        return !waiters.isEmpty();
    }

    /** Draws one from the budget, or throws the budget's refusal when the time is over. */
    void pass(Path file, Duration timeout) {
        if (budget.tryReserve(1)) {
            return;
        }
        Waiter waiter = new Waiter();
        // Counted before the look at what is idle; who leaves a channel idle looks at the count afterwards.
        waiters.add(waiter);
        try {
            long nanos = Durations.toNanos(timeout);
            if (!turnstile.tryLock(nanos, TimeUnit.NANOSECONDS)) {
                budget.reserve(1);
                return;
            }
            try {
                reserve(waiter, nanos);
            } finally {
                turnstile.unlock();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AcquireInterruptedException(
                    owner, owner + ": interrupted while waiting to open " + file, interrupted);
        } finally {
            waiters.remove(waiter);
        }
    }

    private void reserve(Waiter waiter, long timeoutNanos) {
        while (!budget.tryReserve(1)) {
            if (closed.getAsBoolean()) {
                throw new ResourceClosedException(owner, owner + " was closed while the caller waited", null);
            }
            if (makeRoom.getAsBoolean()) {
                continue;
            }
            long left = timeoutNanos - waiter.waited().toNanos();
            try {
                budget.reserve(1, Duration.ofNanos(Math.max(0, Math.min(left, SLICE_NANOS))));
                return;
            } catch (BudgetExceededException refused) {
                if (left <= SLICE_NANOS || !refused.isTransient()) {
                    throw refused;
                }
            }
        }
    }

    List<Waiting> waiting() {
        return waiters.stream()
                .sorted(Comparator.comparing(Waiter::waited).reversed())
                .map(waiter ->
                        new Waiting(owner, Kind.FILES, 1, waiter.thread.getName(), waiter.thread, waiter.waited()))
                .toList();
    }
}
