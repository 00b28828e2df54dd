package dev.steward.memory;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What a {@link BufferPool} is to be like. Everything is checked when it is built. Confined to one thread. */
public final class BufferPoolBuilder implements Blueprint<BufferPool> {
    private static final int SMALLEST_OF_ALL = 64;
    private static final int LARGEST_OF_ALL = 1 << 30;
    private static final int MOST_SLOTS = 1 << 16;

    private final String name;
    private boolean direct = true;
    private int smallest = 256;
    private int largest = 1 << 20;
    private int slotsPerSize = 256;
    private long maximum = Long.MAX_VALUE;
    private Duration acquireTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofMinutes(1);
    private LongSupplier ticker = System::nanoTime;

    BufferPoolBuilder(String name) {
        this.name = name;
    }

    /**
     * Buffers on the heap.
     *
     * @return this
     */
    public BufferPoolBuilder heap() {
        this.direct = false;
        return this;
    }

    /**
     * Buffers outside the heap, which input and output use without copying. This is the default.
     *
     * @return this
     */
    public BufferPoolBuilder direct() {
        this.direct = true;
        return this;
    }

    /**
     * The sizes that are pooled: both given, the powers of two between them, and three steps between each two. Smaller
     * requests get the smallest, larger ones come straight from the system.
     *
     * @param smallestBytes a power of two from 64 bytes on; 256 by default
     * @param largestBytes a power of two up to 1 GiB; 1 MiB by default
     * @return this
     */
    public BufferPoolBuilder sizes(int smallestBytes, int largestBytes) {
        this.smallest = smallestBytes;
        this.largest = largestBytes;
        return this;
    }

    /**
     * How many buffers of one size are pooled. What is needed at the same time beyond that comes straight from the
     * system.
     *
     * @param count from 1 to 65,536; 256 by default
     * @return this
     */
    public BufferPoolBuilder slotsPerSize(int count) {
        this.slotsPerSize = count;
        return this;
    }

    /**
     * The most this pool takes of its budget.
     *
     * @param bytes the bytes, leased and idle together; no limit of its own by default
     * @return this
     */
    public BufferPoolBuilder maximum(long bytes) {
        this.maximum = bytes;
        return this;
    }

    /**
     * How long an acquire waits when the budget is used up.
     *
     * @param timeout zero does not wait; 30 seconds by default
     * @return this
     */
    public BufferPoolBuilder acquireTimeout(Duration timeout) {
        this.acquireTimeout = timeout;
        return this;
    }

    /**
     * After what time a buffer that nobody used is given back to the system. The pool has no thread of its own for
     * this: it looks whenever it makes a buffer and whenever its usage is asked for.
     *
     * @param timeout more than zero; 1 minute by default
     * @return this
     */
    public BufferPoolBuilder idleTimeout(Duration timeout) {
        this.idleTimeout = timeout;
        return this;
    }

    /**
     * The clock that ages are measured with, for tests.
     *
     * @param nanos a clock such as {@link System#nanoTime()}
     * @return this
     */
    public BufferPoolBuilder ticker(LongSupplier nanos) {
        this.ticker = nanos;
        return this;
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
    public BufferPool buildWithin(Budget budget) {
        refuseConflicts(budget);
        Budget own = budget.child(name, maximum);
        Shelves shelves = new Shelves(new SizeClasses(smallest, largest), slotsPerSize, own);
        return BufferPool.opened(new BufferPool(this, budget, own, shelves));
    }

    private void refuseConflicts(Budget budget) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        conflicts.expectKind(budget, Kind.MEMORY);
        conflicts.expect(
                smallest >= SMALLEST_OF_ALL && Integer.bitCount(smallest) == 1,
                "sizes: the smallest must be a power of two of at least 64 bytes, got " + smallest);
        conflicts.expect(
                largest <= LARGEST_OF_ALL && Integer.bitCount(largest) == 1,
                "sizes: the largest must be a power of two of at most 1 GiB, got " + largest);
        conflicts.expect(
                largest >= smallest,
                "sizes: the largest, " + Bytes.format(largest) + ", is less than the smallest, "
                        + Bytes.format(smallest));
        conflicts.expect(
                slotsPerSize >= 1 && slotsPerSize <= MOST_SLOTS,
                "slotsPerSize: it must be from 1 to " + MOST_SLOTS + ", got " + slotsPerSize);
        conflicts.expect(maximum >= 0, "maximum: it must be 0 or more bytes, got " + maximum);
        conflicts.expectNotNegative("acquireTimeout", acquireTimeout);
        conflicts.expectPositive("idleTimeout", idleTimeout);
        conflicts.refuseIfAny("buffer pool " + name);
    }

    boolean isDirect() {
        return direct;
    }

    Duration acquireTimeout() {
        return acquireTimeout;
    }

    long idleNanos() {
        return Durations.toNanos(idleTimeout);
    }

    LongSupplier ticker() {
        return ticker;
    }
}
