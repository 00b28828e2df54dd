package dev.steward.memory;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Census;
import dev.steward.resource.CloseOnce;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Loss;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.Revocable;
import dev.steward.resource.SiteMeans;
import dev.steward.resource.SiteTimes;
import dev.steward.resource.TracePace;
import dev.steward.resource.Tracing;
import dev.steward.resource.Trail;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Gives {@link MemoryReservation}s: a place in the budget, and in the book, for memory that code allocates by itself. What
 * reservations can spill is revocable; reclaiming asks the largest of them first. Threadsafe.
 */
public final class MemoryReservations implements Managed, Revocable {
    /** Who borrows leaves a third. */
    private static final int LEFT_TO_OTHERS = 3;

    private final String name;
    private final Budget budget;
    private final Revocable.Registration registration;
    private final Set<Reserved> live = ConcurrentHashMap.newKeySet();
    private final LongAdder acquired = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final ReferenceQueue<MemoryReservation> collected = new ReferenceQueue<>();
    private final TracePace pace = new TracePace();
    private final SiteMeans means = new SiteMeans();
    private volatile Tracing tracing = Tracing.OFF;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final CloseOnce closing = new CloseOnce();

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
        Reserved reserved = new Reserved(this, budget, what, bytes, pace.isDue(tracing) ? Trail.here() : null);
        MemoryReservation reservation = reserved.handle(collected);
        acquired.increment();
        live.add(reserved);
        // Entered first, asked afterwards: either this sees it closed, or who closes it sees the reservation.
        if (closing.hasBegun()) {
            reservation.close();
            refuseIfClosed();
        }
        return reservation;
    }

    @Override
    public void trace(Tracing newTracing) {
        tracing = newTracing;
    }

    /** {@inheritDoc} What a lost reservation has taken of the budget is given back. */
    @Override
    public List<Loss> takeLosses() {
        long now = System.nanoTime();
        List<Loss> losses = new ArrayList<>();
        for (Reference<?> next = collected.poll(); next != null; next = collected.poll()) {
            if (next instanceof Reserved.Watch watch) {
                Holding holding = watch.reserved.holding(now);
                if (watch.reserved.close()) {
                    losses.add(new Loss(holding, Loss.Cause.UNREACHABLE, true));
                }
            }
        }
        losses.forEach(Census::note);
        return losses;
    }

    /**
     * Reserves what is needed at least, and as much more as is good to have, without waiting: for work that goes quicker
     * with more memory and can do with less, such as a sort that spills. Beyond what is needed nobody takes more than two
     * thirds of what is free, so that whoever comes next finds something, too, and no two have to be made to give back.
     *
     * @param what what for, as it shall stand in the ledger
     * @param least what is needed, in bytes
     * @param most what could be used, in bytes; at least that
     * @return the reservation, whose {@link MemoryReservation#bytes()} tells how much it is
     * @throws IllegalArgumentException if the least is negative or more than the most, or nothing says what for
     * @throws BudgetExceededException if the budget has no room for the least
     * @throws ResourceClosedException if this is closed
     */
    public MemoryReservation reserveUpTo(String what, long least, long most) {
        if (most < least) {
            throw new IllegalArgumentException(
                    name + ": what could be used is at least what is needed, got " + least + " to " + most + " bytes");
        }
        long free = budget.free();
        MemoryReservation reservation = reserve(what, least);
        long more = Math.min(most, free - free / LEFT_TO_OTHERS) - least;
        // Others may have taken some of it meanwhile, which makes it less and no failure.
        for (; more > 0; more /= 2) {
            if (reservation.grow(more)) {
                break;
            }
        }
        return reservation;
    }

    private void refuseIfClosed() {
        if (closing.hasBegun()) {
            throw new ResourceClosedException(name, name + " is closed and gives no more reservations", null);
        }
    }

    @Override
    public List<SiteTimes> siteTimes() {
        return means.times(name);
    }

    SiteMeans means() {
        return means;
    }

    void ended(Reserved reservation) {
        returned.increment();
        live.remove(reservation);
        if (closing.hasBegun()) {
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
        return live.stream().mapToLong(Reserved::revocable).sum();
    }

    @Override
    public long revoking() {
        return live.stream().mapToLong(Reserved::revoking).sum();
    }

    @Override
    public long revoke(long amount) {
        List<Reserved> largestFirst = live.stream()
                .sorted(Comparator.comparingLong(Reserved::revocable).reversed())
                .toList();
        long freed = 0;
        for (Reserved reservation : largestFirst) {
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
        long reserved = live.stream().mapToLong(Reserved::bytes).sum();
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
        return closing.hasBegun();
    }

    @Override
    public CloseReport close(Duration deadline) {
        return closing.run(() -> closeOnce(deadline));
    }

    private CloseReport closeOnce(Duration deadline) {
        long start = System.nanoTime();
        awaitEnds(Durations.toNanos(deadline));
        List<Holding> stillHeld = holdings();
        live.forEach(Reserved::close);
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
