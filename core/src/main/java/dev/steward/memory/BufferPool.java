package dev.steward.memory;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Census;
import dev.steward.resource.CloseOnce;
import dev.steward.resource.CloseReport;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Lessor;
import dev.steward.resource.Loss;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.resource.SiteTimes;
import dev.steward.resource.StaleLeaseException;
import dev.steward.resource.Tracing;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reusable buffers in size classes, carved from chunks. Every chunk is drawn from the memory budget before it is taken
 * from the system, and stays charged until it is freed: when it is reclaimed, unused for the idle timeout, or in the way
 * of a request that the budget has no room for. What is larger than the largest size comes straight from the system and is
 * freed when its lease is closed.
 *
 * <pre>{@code
 * try (Lease<ByteBuffer> lease = buffers.acquire(64 * 1024)) {
 *     ByteBuffer buffer = lease.get();   // position 0, limit 65,536, big-endian
 *     ...
 * }
 * }</pre>
 *
 * <p>Leases are shared: any thread may close them. Keep the lease, not the buffer. After the lease is closed the buffer
 * is somebody else's, or its memory is freed; on Java 22 and later using freed memory gives an exception, before that it
 * does not. A {@linkplain BufferPoolBuilder#strict() strict} pool finds those who do it all the same.
 *
 * <p>Acquiring and releasing are one compare-and-set each, and write to nothing that threads of another stripe write
 * to; which stripe a thread belongs to follows from its number. Threadsafe. It holds a thread until it is closed.
 */
public final class BufferPool implements Lessor {
    private final String name;
    private final Budget budget;
    private final Duration acquireTimeout;
    private final long acquireTimeoutNanos;
    private final long idleNanos;
    private final LongSupplier ticker;
    private final Hints hints;
    private final Shelves shelves;
    private final Supply supply;
    private final Watch watch;
    private final Figures figures;
    private final Line line;
    private final Requests requests;
    private final Returns returns;
    private final Upkeep upkeep;
    private final LongAdder staleCloses = new LongAdder();
    private volatile double restraint;
    private final CloseOnce closing = new CloseOnce();

    BufferPool(BufferPoolBuilder builder, Budget above, Budget budget) {
        this.name = builder.name();
        this.budget = budget;
        this.acquireTimeout = builder.acquireTimeout();
        this.acquireTimeoutNanos = Durations.toNanos(acquireTimeout);
        this.idleNanos = builder.idleNanos();
        this.ticker = builder.ticker();
        this.shelves = new Shelves(builder.sizeClasses(), budget);
        this.line = new Line(this);
        this.supply = new Supply(this, line, shelves, budget, above, builder.isDirect());
        this.figures = new Figures(name, shelves, supply, ticker);
        this.watch = new Watch(builder, figures);
        // Special leases begin on the slow path, all of them where every lease is special.
        this.hints = new Hints(shelves, supply.nobody(), () -> line.keepsOthersOut() || watch.isCareful());
        this.returns = new Returns(shelves, supply, watch, line);
        this.requests = new Requests(this, budget, supply, line, watch, returns);
        this.upkeep = new Upkeep(this, idleNanos);
    }

    static BufferPool opened(BufferPool pool) {
        pool.upkeep.start();
        Census.enter(pool);
        return pool;
    }

    /**
     * Begins the description of a pool.
     *
     * @param name its name
     * @return a builder with defaults for everything else
     */
    public static BufferPoolBuilder builder(String name) {
        return new BufferPoolBuilder(name);
    }

    /**
     * A buffer with position 0 and the given limit, waiting up to the acquire timeout for room in the budget.
     *
     * @param bytes how many bytes; the buffer's capacity may be more
     * @return the lease, shared
     * @throws IllegalArgumentException if the number of bytes is negative
     * @throws BudgetExceededException if there was no room in time, or never can be
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws CreationFailedException if the budget had room but the system has no more memory
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<ByteBuffer> acquire(int bytes) {
        Thread thread = Thread.currentThread();
        Slot slot = hints.next(thread, bytes);
        if (!slot.idleToLeased()) {
            slot = requests.await(slot, thread, bytes, acquireTimeoutNanos);
        }
        return lease(slot, thread, bytes);
    }

    /**
     * A buffer with position 0 and the given limit.
     *
     * @param bytes how many bytes; the buffer's capacity may be more
     * @param timeout how long to wait for room in the budget; zero does not wait
     * @return the lease, shared
     * @throws IllegalArgumentException if the number of bytes or the timeout is negative
     * @throws BudgetExceededException if there was no room in time, or never can be
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws CreationFailedException if the budget had room but the system has no more memory
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<ByteBuffer> acquire(int bytes, Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    name + ": the timeout must be zero (do not wait) or more, got " + timeout);
        }
        Thread thread = Thread.currentThread();
        Slot slot = hints.next(thread, bytes);
        if (!slot.idleToLeased()) {
            slot = requests.await(slot, thread, bytes, Durations.toNanos(timeout));
        }
        return lease(slot, thread, bytes);
    }

    /**
     * A buffer if one is idle or the budget has room, without waiting.
     *
     * @param bytes how many bytes; the buffer's capacity may be more
     * @return the lease, shared, or empty when there is no room
     * @throws IllegalArgumentException if the number of bytes is negative
     * @throws ResourceClosedException if the pool is closed
     * @throws CreationFailedException if the budget had room but the system has no more memory
     */
    public Optional<Lease<ByteBuffer>> tryAcquire(int bytes) {
        Thread thread = Thread.currentThread();
        @Nullable Slot slot = hints.next(thread, bytes);
        if (!slot.idleToLeased()) {
            slot = requests.tryElsewhere(slot, thread, bytes);
        }
        return slot == null ? Optional.empty() : Optional.of(lease(slot, thread, bytes));
    }

    /**
     * Like {@link #acquire(int)}, with every byte up to the limit zero. Other buffers show what their last holder left.
     *
     * @param bytes how many bytes; the buffer's capacity may be more
     * @return the lease, shared
     * @throws IllegalArgumentException if the number of bytes is negative
     * @throws BudgetExceededException if there was no room in time, or never can be
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws CreationFailedException if the budget had room but the system has no more memory
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<ByteBuffer> acquireZeroed(int bytes) {
        return zeroed(acquire(bytes));
    }

    /**
     * Like {@link #acquire(int, Duration)}, with every byte up to the limit zero.
     *
     * @param bytes how many bytes; the buffer's capacity may be more
     * @param timeout how long to wait for room in the budget; zero does not wait
     * @return the lease, shared
     * @throws IllegalArgumentException if the number of bytes or the timeout is negative
     * @throws BudgetExceededException if there was no room in time, or never can be
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws CreationFailedException if the budget had room but the system has no more memory
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<ByteBuffer> acquireZeroed(int bytes, Duration timeout) {
        return zeroed(acquire(bytes, timeout));
    }

    private static Lease<ByteBuffer> zeroed(Lease<ByteBuffer> lease) {
        Contents.zero(lease.get());
        return lease;
    }

    /** Begins the lease of a slot that was moved to leased. Nothing in here fails. */
    private static Lease<ByteBuffer> lease(Slot slot, Thread thread, int bytes) {
        @Nullable Object token = null;
        if (slot.willBeSpecial()) {
            token = slot.token;
            slot.token = null;
            Slot.fresh(Watch.viewOf(slot), bytes);
        } else {
            Slot.fresh(slot.buffer, bytes);
        }
        long generation = slot.begin(thread, bytes);
        if (token != null) {
            Watch.begun(slot, generation);
        }
        return new BufferLease(slot, generation, token);
    }

    Hints hints() {
        return hints;
    }

    Returns returns() {
        return returns;
    }

    /** A buffer is idle or freed, and somebody cares. */
    void cameBack() {
        if (line.isClosed()) {
            shelves.freeUnused(Long.MAX_VALUE);
            closeBudget();
        }
        line.noteReturn();
    }

    void countStaleClose() {
        staleCloses.increment();
    }

    StaleLeaseException stale() {
        return new StaleLeaseException(
                name,
                name + ": this lease was closed, invalidated or handed over, and its buffer may be somebody else's by"
                        + " now; next: keep the lease, not the buffer, and acquire a new one",
                null);
    }

    /** What upkeep does from time to time. */
    void tick() {
        freeUnused();
        watch.findUnreachable();
        shelves.forEachRack(rack -> {
            Slot[] slots = rack.slots();
            for (Slot slot : slots) {
                watch.reclaimIfOrphaned(slot);
                slot.forgetIfEnded();
            }
            @Nullable Slot next = rack.narrow();
            if (next != null && watch.chooses()) {
                next.markIfIdle();
            }
        });
        supply.loose().forEach(watch::reclaimIfOrphaned);
    }

    @Override
    public void trace(Tracing tracing) {
        watch.trace(tracing);
        hints.adjust();
    }

    @Override
    public List<Loss> takeLosses() {
        return watch.takeLosses();
    }

    @Override
    public List<SiteTimes> siteTimes() {
        return watch.siteTimes();
    }

    private void freeUnused() {
        shelves.freeUnusedFor(ticker.getAsLong(), (long) (idleNanos * (1.0 - restraint)));
    }

    /** {@inheritDoc} Memory that nobody uses goes back to the system the sooner, with 1.0 at the next tick. */
    @Override
    public void restrain(double share) {
        restraint = Math.max(0.0, Math.min(1.0, share));
    }

    /**
     * Frees every chunk of which no buffer is leased, now and not when a collector comes by. What is idle beside a leased
     * buffer stays: see {@link BufferStatistics#strandedBytes()}.
     *
     * @return how many bytes went back to the system and to the budget
     */
    public long defragment() {
        return reclaim(Long.MAX_VALUE);
    }

    /**
     * How well the memory is used.
     *
     * @return the figures
     */
    public BufferStatistics statistics() {
        Figures.Sums sums = figures.sums();
        return new BufferStatistics(
                sums.requested,
                sums.allocated,
                sums.free + sums.stranded,
                sums.stranded,
                sums.leases,
                supply.created(),
                supply.looseLeases(),
                shelves.freed(),
                staleCloses.sum(),
                watch.lost(),
                watch.orphaned(),
                watch.violations(),
                figures.sizes());
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

    /** {@inheritDoc} What is idle beside a leased buffer cannot be given back, and counts as in use. */
    @Override
    public Usage usage() {
        freeUnused();
        Figures.Sums sums = figures.sums();
        return new Usage(
                Kind.MEMORY,
                budget.limit(),
                sums.allocated + sums.stranded,
                sums.free,
                waiting().size(),
                sums.leases,
                sums.leases - sums.live,
                requests.timedOut());
    }

    /**
     * {@inheritDoc} The age of a lease counts from the first call that saw it, unless the lease is one of those that are
     * watched: no clock is read for the others.
     */
    @Override
    public List<Holding> holdings() {
        List<Holding> holdings = figures.holdings();
        holdings.sort(Comparator.comparing(Holding::heldFor).reversed());
        return holdings;
    }

    @Override
    public List<Waiting> waiting() {
        return line.waiting(name);
    }

    /** {@inheritDoc} That is as much as a buffer can have. */
    @Override
    public long mostPerLease() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Lease<ByteBuffer> lease(long amount, Duration timeout) {
        return acquire(Math.toIntExact(amount), timeout);
    }

    @Override
    public boolean refuse(Waiting waiting, Supplier<? extends ResourceException> refusal) {
        return waiting.ticket() instanceof Line.Place place && place.refuse(refusal);
    }

    @Override
    public long capacity() {
        return budget.limit();
    }

    @Override
    public long reclaim(long amount) {
        long freed = shelves.freeUnused(amount);
        if (line.attention() != 0) {
            line.noteReturn();
        }
        return freed;
    }

    @Override
    public boolean isClosed() {
        return line.isClosed();
    }

    @Override
    public CloseReport close(Duration deadline) {
        CloseReport report = closing.run(() -> closeOnce(deadline));
        closeBudget();
        return report;
    }

    private CloseReport closeOnce(Duration deadline) {
        long start = System.nanoTime();
        line.shut();
        hints.adjust();
        shelves.freeUnused(Long.MAX_VALUE);
        // Whatever is leased, being made or being freed is charged.
        line.awaitReturns(() -> budget.used() > 0, Durations.toNanos(deadline));
        List<Holding> stillHeld = holdings();
        returns.takeBackAll();
        shelves.freeUnused(Long.MAX_VALUE);
        List<Throwable> failures = new ArrayList<>(shelves.giveUpStuck());
        upkeep.stop();
        return new CloseReport(name, Duration.ofNanos(System.nanoTime() - start), stillHeld, failures);
    }

    /**
     * Called by who closed, and by whoever gives something back after that, such as a buffer that was being made while the
     * pool closed. The last of them closes the budget.
     */
    private void closeBudget() {
        if (closing.isDone() && budget.used() == 0) {
            try {
                budget.close();
            } catch (IllegalStateException drawnFromMeanwhile) {
                return; // By a caller that finds this closed next, gives it back, and comes here itself.
            }
        }
    }
}
