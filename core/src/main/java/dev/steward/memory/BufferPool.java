package dev.steward.memory;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Bytes;
import dev.steward.resource.Census;
import dev.steward.resource.CloseReport;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Durations;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.LeaseBook;
import dev.steward.resource.Managed;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reusable buffers in size classes. Every byte is drawn from the memory budget before it is taken from the system, and a
 * buffer that nobody holds stays charged, as idle, until it is reclaimed, unused for the idle timeout, or in the way of a
 * request that the budget has no room for.
 *
 * <pre>{@code
 * try (Lease<ByteBuffer> lease = buffers.acquire(64 * 1024)) {
 *     ByteBuffer buffer = lease.get();   // position 0, limit 65,536, big-endian
 *     ...
 * }
 * }</pre>
 *
 * <p>Leases are shared: any thread may close them. Keep the lease, not the buffer. After the lease is closed the buffer
 * is somebody else's, or its memory is freed; on Java 22 and later using it then gives an exception, before that it does
 * not. Threadsafe.
 */
public final class BufferPool implements Managed {
    private final String name;
    private final Budget above;
    private final Budget budget;
    private final Shelves shelves;
    private final boolean direct;
    private final Duration acquireTimeout;
    private final long idleNanos;
    private final LongSupplier ticker;
    private final Line line = new Line();
    private final LeaseBook unpooled;
    private final LongAdder staleCloses = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<CloseReport> closed = new CompletableFuture<>();

    BufferPool(BufferPoolBuilder builder, Budget above, Budget budget, Shelves shelves) {
        this.name = builder.name();
        this.above = above;
        this.budget = budget;
        this.shelves = shelves;
        this.direct = builder.isDirect();
        this.acquireTimeout = builder.acquireTimeout();
        this.idleNanos = builder.idleNanos();
        this.ticker = builder.ticker();
        this.unpooled = new LeaseBook(name, Kind.MEMORY);
    }

    static BufferPool opened(BufferPool pool) {
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
     * @throws BudgetExceededException if there was no room in time, or never can be
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws CreationFailedException if the budget had room but the system has no more memory
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<ByteBuffer> acquire(int bytes) {
        return acquire(bytes, acquireTimeout);
    }

    /**
     * A buffer with position 0 and the given limit.
     *
     * @param bytes how many bytes; the buffer's capacity may be more
     * @param timeout how long to wait for room in the budget; zero does not wait
     * @return the lease, shared
     * @throws BudgetExceededException if there was no room in time, or never can be
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws CreationFailedException if the budget had room but the system has no more memory
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<ByteBuffer> acquire(int bytes, Duration timeout) {
        Shelf shelf = shelves.shelfFor(checked(bytes));
        BufferLease lease = shelf == null ? null : shelf.take(this, bytes);
        // Read after the lease was taken: either this sees the pool closed, or who closes it sees the lease.
        return lease != null && (line.attention() & (Line.CLOSED | Line.STARVING)) == 0
                ? lease
                : acquireSlowly(lease, shelf, bytes, timeout);
    }

    /**
     * A buffer if one is idle or the budget has room, without waiting.
     *
     * @param bytes how many bytes; the buffer's capacity may be more
     * @return the lease, shared, or empty when there is no room
     * @throws ResourceClosedException if the pool is closed
     * @throws CreationFailedException if the budget had room but the system has no more memory
     */
    public Optional<Lease<ByteBuffer>> tryAcquire(int bytes) {
        Shelf shelf = shelves.shelfFor(checked(bytes));
        return Optional.ofNullable(admitted(attempt(shelf, bytes)));
    }

    /**
     * Like {@link #acquire(int)}, with every byte up to the limit zero. Other buffers show what their last holder left.
     *
     * @param bytes how many bytes; the buffer's capacity may be more
     * @return the lease, shared
     * @throws BudgetExceededException if there was no room in time, or never can be
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws CreationFailedException if the budget had room but the system has no more memory
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<ByteBuffer> acquireZeroed(int bytes) {
        Lease<ByteBuffer> lease = acquire(bytes);
        Chunk.zero(lease.get());
        return lease;
    }

    private static int checked(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a buffer has 0 or more bytes, got " + bytes);
        }
        return bytes;
    }

    private Lease<ByteBuffer> acquireSlowly(
            @Nullable BufferLease taken, @Nullable Shelf shelf, int bytes, Duration timeout) {
        if (taken != null && !line.isClosed()) {
            taken.close(); // Somebody starves: no overtaking.
        } else {
            Lease<ByteBuffer> lease = admitted(taken);
            boolean mayTry = (line.attention() & (Line.CLOSED | Line.STARVING)) == 0;
            lease = lease == null && mayTry ? admitted(attempt(shelf, bytes)) : lease;
            if (lease != null) {
                return lease;
            }
        }
        freeUnused();
        return waitInLine(shelf, bytes, timeout);
    }

    private Lease<ByteBuffer> waitInLine(@Nullable Shelf shelf, int bytes, Duration timeout) {
        try (Line.Place place = line.enter(bytes, Durations.toNanos(timeout))) {
            while (true) {
                Lease<ByteBuffer> lease = place.isFirst() ? attempt(shelf, bytes) : null;
                lease = admitted(lease);
                if (lease != null) {
                    return lease;
                }
                if (Thread.interrupted()) {
                    Thread.currentThread().interrupt();
                    throw new AcquireInterruptedException(
                            name, name + ": interrupted while waiting for " + Bytes.format(bytes), null);
                }
                if (!canEverFit(charge(shelf, bytes)) || !place.await()) {
                    return lastAttempt(place, shelf, bytes);
                }
            }
        }
    }

    private boolean canEverFit(long charge) {
        return charge <= budget.limit() && charge <= above.limit();
    }

    /** Time is over: room that came up at this very moment is used, otherwise the budget says why there is none. */
    private Lease<ByteBuffer> lastAttempt(Line.Place place, @Nullable Shelf shelf, int bytes) {
        try {
            budget.reserve(charge(shelf, bytes));
        } catch (BudgetExceededException refused) {
            timedOut.increment();
            refused.addSuppressed(
                    new ExhaustedException(name, Duration.ofNanos(place.waitedNanos()), usage(), holdings(), "", null));
            throw refused;
        }
        Lease<ByteBuffer> lease = admitted(create(shelf, bytes));
        if (lease == null) {
            throw new IllegalStateException("a created buffer without a lease");
        }
        return lease;
    }

    /** Refuses, and gives back, what was acquired while the pool closed. */
    private @Nullable Lease<ByteBuffer> admitted(@Nullable Lease<ByteBuffer> lease) {
        if (line.isClosed()) {
            if (lease != null) {
                lease.close();
            }
            throw new ResourceClosedException(name, name + " is closed and gives no more buffers", null);
        }
        return lease;
    }

    /** An idle buffer, or a new one if the budget has room once idle ones of other sizes are freed. */
    private @Nullable Lease<ByteBuffer> attempt(@Nullable Shelf shelf, int bytes) {
        BufferLease lease = shelf == null ? null : shelf.take(this, bytes);
        if (lease != null) {
            return lease;
        }
        long charge = charge(shelf, bytes);
        while (!budget.tryReserve(charge)) {
            if (!canEverFit(charge) || shelves.freeIdle(charge) == 0) {
                return null;
            }
        }
        return create(shelf, bytes);
    }

    private static long charge(@Nullable Shelf shelf, int bytes) {
        return shelf == null ? bytes : shelf.size();
    }

    /** Makes a buffer whose charge is reserved. */
    private Lease<ByteBuffer> create(@Nullable Shelf shelf, int bytes) {
        Slot slot = shelf == null ? null : shelf.reserve();
        if (shelf == null || slot == null) {
            budget.release(charge(shelf, bytes) - bytes);
            return unpooled(bytes);
        }
        Chunk chunk;
        try {
            chunk = allocate(shelf.size());
        } catch (Throwable e) {
            budget.release(shelf.size());
            slot.busyToEmpty();
            throw e;
        }
        return shelf.fill(this, slot, chunk, bytes);
    }

    private Lease<ByteBuffer> unpooled(int bytes) {
        Chunk chunk;
        try {
            chunk = allocate(bytes);
        } catch (Throwable e) {
            budget.release(bytes);
            throw e;
        }
        return unpooled.open(chunk.fresh(bytes), bytes, "unpooled", (buffer, ending) -> {
            try {
                if (ending == LeaseBook.Ending.TAKEN_BACK) {
                    chunk.abandon();
                } else {
                    chunk.free();
                }
            } finally {
                budget.release(bytes);
                cameBack();
            }
        });
    }

    private Chunk allocate(int bytes) {
        try {
            return Chunk.allocate(bytes, direct);
        } catch (OutOfMemoryError full) {
            shelves.freeIdle(Long.MAX_VALUE);
        }
        try {
            return Chunk.allocate(bytes, direct);
        } catch (OutOfMemoryError full) {
            throw new CreationFailedException(
                    name,
                    name + ": the budget has room for " + Bytes.format(bytes) + " (" + budget
                            + "), but the virtual machine has no more memory; next: lower the budget, or raise "
                            + (direct ? "-XX:MaxDirectMemorySize" : "-Xmx"),
                    full);
        }
    }

    /** A lease was closed; its buffer is idle or freed already. */
    void cameBack() {
        if (line.attention() != 0) {
            if (line.isClosed()) {
                shelves.freeIdle(Long.MAX_VALUE);
                closeBudget();
            }
            line.noteReturn();
        }
    }

    void discard(Shelf shelf, Slot busy) {
        shelves.free(shelf, busy);
        cameBack();
    }

    void staleClose() {
        staleCloses.increment();
    }

    private void freeUnused() {
        shelves.freeUnused(ticker.getAsLong(), idleNanos);
    }

    /**
     * How well the memory is used.
     *
     * @return the figures
     */
    public BufferStatistics statistics() {
        Shelves.Sums sums = shelves.sums();
        long large = unpooled.held();
        return new BufferStatistics(
                sums.requested() + large,
                sums.allocated() + large,
                sums.idle(),
                sums.leases() + unpooled.acquired(),
                shelves.created(),
                unpooled.acquired(),
                shelves.freed(),
                staleCloses.sum() + unpooled.staleCloses());
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

    @Override
    public Usage usage() {
        freeUnused();
        Shelves.Sums sums = shelves.sums();
        return new Usage(
                Kind.MEMORY,
                budget.limit(),
                sums.allocated() + unpooled.held(),
                sums.idle(),
                waiting().size(),
                sums.leases() + unpooled.acquired(),
                sums.leases() - sums.live() + unpooled.returned(),
                timedOut.sum());
    }

    /** {@inheritDoc} The age of a pooled buffer counts from the first call that saw its lease: no clock is read for it. */
    @Override
    public List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>(unpooled.holdings());
        shelves.addHoldings(name, ticker.getAsLong(), holdings);
        holdings.sort(Comparator.comparing(Holding::heldFor).reversed());
        return holdings;
    }

    @Override
    public List<Waiting> waiting() {
        return line.waiting(name);
    }

    @Override
    public long reclaim(long amount) {
        long freed = shelves.freeIdle(amount);
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
        if (closing.compareAndSet(false, true)) {
            closed.complete(closeOnce(deadline));
            closeBudget();
        }
        return closed.join();
    }

    private CloseReport closeOnce(Duration deadline) {
        long start = System.nanoTime();
        line.shut();
        unpooled.shut();
        shelves.freeIdle(Long.MAX_VALUE);
        // Whatever is leased, being made or being freed is charged.
        line.awaitReturns(() -> budget.used() > 0, Durations.toNanos(deadline));
        List<Holding> stillHeld = holdings();
        List<Throwable> failures = new ArrayList<>(unpooled.takeBackAll());
        shelves.takeBackAll(failures);
        shelves.freeIdle(Long.MAX_VALUE);
        return new CloseReport(name, Duration.ofNanos(System.nanoTime() - start), stillHeld, failures);
    }

    /**
     * Called by who closed, and by whoever gives something back after that, such as a buffer that was being made while the
     * pool closed. The last of them closes the budget.
     */
    private void closeBudget() {
        if (closed.isDone() && budget.used() == 0) {
            try {
                budget.close();
            } catch (IllegalStateException drawnFromMeanwhile) {
                return; // By a caller that finds this closed next, gives it back, and comes here itself.
            }
        }
    }
}
