package dev.steward.memory;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private int slotsPerSize = 4096;
    private long maximum = Long.MAX_VALUE;
    private Duration acquireTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofSeconds(5);
    private boolean strict;
    private boolean wipe;
    private final List<int[]> tiers = new ArrayList<>();
    private boolean sized;
    private boolean reclaimOrphans;
    private boolean reclaimUnreachable = true;
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
        this.sized = true;
        return this;
    }

    /**
     * Adds a tier: instead of many sizes the pool then has only the tiers it was given, such as small, medium and large.
     * A request is served from the smallest tier that it fits into, and from the next one when that is used up.
     *
     * @param bytes the size of its buffers, from 64 bytes to 1 GiB
     * @param count how many buffers it may have, from 1 to 65,536
     * @return this
     */
    public BufferPoolBuilder tier(int bytes, int count) {
        this.tiers.add(new int[] {bytes, count});
        return this;
    }

    /**
     * How many buffers of one size are pooled. What is needed at the same time beyond that comes straight from the
     * system.
     *
     * @param count from 1 to 65,536; 4,096 by default
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
     * After what time memory that nobody used is given back to the system.
     *
     * @param timeout more than zero; 5 seconds by default
     * @return this
     */
    public BufferPoolBuilder idleTimeout(Duration timeout) {
        this.idleTimeout = timeout;
        return this;
    }

    /**
     * Finds mistakes, at many times the cost: each lease has a view of its own, is remembered with the place where it was
     * acquired, and is found when it is dropped; what is released is filled with 0xDB, and a buffer that was written to
     * after its release is reported when it is acquired the next time. For tests.
     *
     * @return this
     */
    public BufferPoolBuilder strict() {
        this.strict = true;
        return this;
    }

    /**
     * Zeroes every buffer when it is released, so that no holder sees what another left, nor does a dump of the process.
     *
     * @return this
     */
    public BufferPoolBuilder wipeOnRelease() {
        this.wipe = true;
        return this;
    }

    /**
     * Whether a lease whose thread has ended is taken back. By default it is only reported, because another thread may
     * have been given it. Its memory is given up, since somebody may still use it.
     *
     * @param reclaim true to take them back
     * @return this
     */
    public BufferPoolBuilder reclaimOrphans(boolean reclaim) {
        this.reclaimOrphans = reclaim;
        return this;
    }

    /**
     * Whether a lease is taken back when the garbage collector has found that nobody can close it any more, which is found
     * out for those that are traced. It is by default.
     *
     * @param reclaim false to report it only
     * @return this
     */
    public BufferPoolBuilder reclaimUnreachable(boolean reclaim) {
        this.reclaimUnreachable = reclaim;
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
        return BufferPool.opened(new BufferPool(this, budget, own));
    }

    private void refuseConflicts(Budget budget) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        conflicts.expectKind(budget, Kind.MEMORY);
        refuseTiers(conflicts);
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

    private void refuseTiers(Conflicts conflicts) {
        conflicts.expect(
                tiers.isEmpty() || !sized,
                "tier, sizes: a pool has either tiers or the sizes between two, and both were given");
        int previous = 0;
        for (int[] tier : tiers) {
            conflicts.expect(
                    tier[0] >= SMALLEST_OF_ALL && tier[0] <= LARGEST_OF_ALL,
                    "tier: its size must be from 64 bytes to 1 GiB, got " + tier[0]);
            conflicts.expect(
                    tier[1] >= 1 && tier[1] <= MOST_SLOTS,
                    "tier: its count must be from 1 to " + MOST_SLOTS + ", got " + tier[1]);
            conflicts.expect(
                    tier[0] > previous,
                    "tier: tiers must be given in ascending order of size, and " + tier[0] + " came after " + previous);
            previous = tier[0];
        }
    }

    SizeClasses sizeClasses() {
        return tiers.isEmpty()
                ? SizeClasses.between(smallest, largest, slotsPerSize)
                : SizeClasses.tiers(
                        tiers.stream().mapToInt(tier -> tier[0]).toArray(),
                        tiers.stream().mapToInt(tier -> tier[1]).toArray());
    }

    boolean isStrict() {
        return strict;
    }

    boolean wipes() {
        return wipe;
    }

    boolean reclaimsOrphans() {
        return reclaimOrphans;
    }

    boolean reclaimsUnreachable() {
        return reclaimUnreachable;
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
