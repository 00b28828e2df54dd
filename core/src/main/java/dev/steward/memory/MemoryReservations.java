package dev.steward.memory;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Census;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.Revocable;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Gives {@link MemoryReservation}s: a place in the budget, and in the book, for memory that code allocates by itself. What
 * reservations can spill is revocable; reclaiming asks the largest of them first. Threadsafe.
 */
public final class MemoryReservations implements Managed, Revocable {
    private final String name;
    private final Budget budget;
    private final Revocable.Registration registration;
    private final Set<MemoryReservation> live = ConcurrentHashMap.newKeySet();
    private final LongAdder acquired = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<CloseReport> closed = new CompletableFuture<>();

    private MemoryReservations(String name, Budget budget) {
        this.name = name;
        this.budget = budget;
        this.registration = budget.register(this);
    }

    /** What is to be built. */
    private record Plan(String name, long maximum, long minimum) implements Blueprint<MemoryReservations> {
        @Override
        public Kind kind() {
            return Kind.MEMORY;
        }

        @Override
        public MemoryReservations buildWithin(Budget budget) {
            Conflicts conflicts = new Conflicts();
            conflicts.expectName(name);
            conflicts.expectKind(budget, Kind.MEMORY);
            conflicts.expect(maximum >= 0, "maximum: it must be 0 or more bytes, got " + maximum);
            conflicts.expect(
                    minimum >= 0 && minimum <= maximum,
                    "minimum: it must be from 0 to the maximum, " + maximum + " bytes, got " + minimum);
            conflicts.refuseIfAny("memory reservations " + name);
            MemoryReservations built = new MemoryReservations(name, budget.child(name, maximum, minimum));
            Census.enter(built);
            return built;
        }
    }

    /**
     * Describes reservations without a limit of their own.
     *
     * @param name their name
     * @return what can be built
     */
    public static Blueprint<MemoryReservations> blueprint(String name) {
        return new Plan(name, Long.MAX_VALUE, 0);
    }

    /**
     * Describes reservations within limits of their own.
     *
     * @param name their name
     * @param minimum what is kept for them in any case, in bytes
     * @param maximum the most they may take together, in bytes
     * @return what can be built
     */
    public static Blueprint<MemoryReservations> blueprint(String name, long minimum, long maximum) {
        return new Plan(name, maximum, minimum);
    }

    /**
     * Reserves an estimate, without waiting.
     *
     * @param what what for, as it shall stand in the ledger
     * @param bytes the estimate
     * @return the reservation, to be closed
     * @throws IllegalArgumentException if the estimate is negative or nothing says what for
     * @throws BudgetExceededException if the budget has no room
     * @throws ResourceClosedException if this is closed
     */
    public MemoryReservation reserve(String what, long bytes) {
        return reserve(what, bytes, Duration.ZERO);
    }

    /**
     * Reserves an estimate, waiting for room if need be.
     *
     * @param what what for, as it shall stand in the ledger
     * @param bytes the estimate
     * @param timeout how long to wait at most; zero does not wait
     * @return the reservation, to be closed
     * @throws IllegalArgumentException if the estimate or the timeout is negative or nothing says what for
     * @throws BudgetExceededException if the budget had no room in time
     * @throws ResourceClosedException if this is closed, or was closed meanwhile
     */
    public MemoryReservation reserve(String what, long bytes, Duration timeout) {
        if (what.isBlank() || bytes < 0 || timeout.isNegative()) {
            throw new IllegalArgumentException(name
                    + ": a reservation says what it is for, how many bytes (0 or more) and how long to wait (zero or"
                    + " more), got \"" + what + "\", " + bytes + " and " + timeout);
        }
        refuseIfClosed();
        try {
            budget.reserve(bytes, timeout);
        } catch (BudgetExceededException e) {
            refused.increment();
            throw e;
        }
        MemoryReservation reservation = new MemoryReservation(this, budget, what, bytes);
        acquired.increment();
        live.add(reservation);
        // Entered first, asked afterwards: either this sees it closed, or who closes it sees the reservation.
        if (closing.get()) {
            reservation.close();
            refuseIfClosed();
        }
        return reservation;
    }

    private void refuseIfClosed() {
        if (closing.get()) {
            throw new ResourceClosedException(name, name + " is closed and gives no more reservations", null);
        }
    }

    void ended(MemoryReservation reservation) {
        returned.increment();
        live.remove(reservation);
        if (closing.get()) {
            lock.lock();
            try {
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public long revocable() {
        return live.stream().mapToLong(MemoryReservation::revocable).sum();
    }

    @Override
    public long revoking() {
        return live.stream().mapToLong(MemoryReservation::revoking).sum();
    }

    @Override
    public long revoke(long amount) {
        List<MemoryReservation> largestFirst = live.stream()
                .sorted(Comparator.comparingLong(MemoryReservation::revocable).reversed())
                .toList();
        long freed = 0;
        for (MemoryReservation reservation : largestFirst) {
            if (freed < amount) {
                freed += reservation.spill(amount - freed);
            }
        }
        return freed;
    }

    @Override
    public long reclaim(long amount) {
        return revoke(amount);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    /** {@inheritDoc} What can be spilled counts as idle, since it can be given back. */
    @Override
    public Usage usage() {
        long reserved = live.stream().mapToLong(MemoryReservation::bytes).sum();
        long spillable = Math.min(reserved, revocable());
        return new Usage(
                Kind.MEMORY,
                budget.limit(),
                reserved - spillable,
                spillable,
                waiting().size(),
                acquired.sum(),
                returned.sum(),
                refused.sum());
    }

    /** What can be spilled is of use as it lies, so other things go first. */
    @Override
    public boolean isIdleUseful() {
        return true;
    }

    @Override
    public List<Holding> holdings() {
        long now = System.nanoTime();
        List<Holding> holdings = new ArrayList<>();
        live.forEach(reservation -> holdings.add(reservation.holding(now)));
        holdings.sort(Comparator.comparing(Holding::heldFor).reversed());
        return holdings;
    }

    @Override
    public List<Waiting> waiting() {
        return budget.waiting().stream()
                .map(waiting -> new Waiting(
                        name,
                        Kind.MEMORY,
                        waiting.amount(),
                        waiting.waiter(),
                        waiting.thread(),
                        waiting.waitedFor(),
                        waiting.behind(),
                        waiting.ticket()))
                .toList();
    }

    @Override
    public boolean refuse(Waiting waiting, Supplier<? extends ResourceException> refusal) {
        return budget.refuse(waiting, refusal);
    }

    @Override
    public long capacity() {
        return budget.limit();
    }

    @Override
    public boolean isHeldBy(Thread thread) {
        return live.stream().anyMatch(reservation -> reservation.isHeldBy(thread));
    }

    @Override
    public boolean isClosed() {
        return closing.get();
    }

    @Override
    public CloseReport close(Duration deadline) {
        if (closing.compareAndSet(false, true)) {
            closed.complete(closeOnce(deadline));
        }
        return closed.join();
    }

    private CloseReport closeOnce(Duration deadline) {
        long start = System.nanoTime();
        awaitEnds(Durations.toNanos(deadline));
        List<Holding> stillHeld = holdings();
        live.forEach(MemoryReservation::close);
        registration.close();
        List<Throwable> failures = new ArrayList<>();
        try {
            budget.close();
        } catch (IllegalStateException inUse) {
            failures.add(inUse);
        }
        return new CloseReport(name, Duration.ofNanos(System.nanoTime() - start), stillHeld, failures);
    }

    private void awaitEnds(long nanos) {
        long left = nanos;
        lock.lock();
        try {
            while (!live.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
