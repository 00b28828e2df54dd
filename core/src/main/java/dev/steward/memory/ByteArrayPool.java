package dev.steward.memory;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Census;
import dev.steward.resource.ForwardingManaged;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Reusable byte arrays, for code that takes no buffers: a {@link BufferPool} on the heap, seen through its arrays. An
 * array may be longer than was asked for, and shows what its last holder left. Threadsafe.
 */
public final class ByteArrayPool extends ForwardingManaged {
    private final BufferPool buffers;

    private ByteArrayPool(BufferPool buffers) {
        super(buffers);
        this.buffers = buffers;
    }

    /** What is to be built. */
    private record Plan(BufferPoolBuilder buffers) implements Blueprint<ByteArrayPool> {
        @Override
        public String name() {
            return buffers.name();
        }

        @Override
        public Kind kind() {
            return Kind.MEMORY;
        }

        @Override
        public ByteArrayPool buildWithin(Budget budget) {
            BufferPool part = buffers.heap().buildWithin(budget);
            ByteArrayPool whole = new ByteArrayPool(part);
            Census.enterInPlaceOf(whole, part);
            return whole;
        }
    }

    /**
     * Describes a pool of arrays.
     *
     * @param buffers what its sizes, limits and timeouts are; it is built on the heap
     * @return what can be built
     */
    public static Blueprint<ByteArrayPool> blueprint(BufferPoolBuilder buffers) {
        return new Plan(buffers);
    }

    /** A lease on a buffer, seen through its array. */
    private record ArrayLease(Lease<ByteBuffer> buffer) implements Lease<byte[]> {
        @Override
        public byte[] get() {
            return buffer.get().array();
        }

        @Override
        public boolean isOpen() {
            return buffer.isOpen();
        }

        @Override
        public Lease<byte[]> handOver(String holder) {
            return new ArrayLease(buffer.handOver(holder));
        }

        @Override
        public Lease<byte[]> handOver(Thread holder) {
            return new ArrayLease(buffer.handOver(holder));
        }

        @Override
        public void invalidate() {
            buffer.invalidate();
        }

        @Override
        public void close() {
            buffer.close();
        }
    }

    /**
     * An array, waiting up to the acquire timeout for room in the budget.
     *
     * @param bytes its length at least
     * @return the lease, shared
     * @throws IllegalArgumentException if the number of bytes is negative
     * @throws BudgetExceededException if there was no room in time, or never can be
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<byte[]> acquire(int bytes) {
        return new ArrayLease(buffers.acquire(bytes));
    }

    /**
     * An array.
     *
     * @param bytes its length at least
     * @param timeout how long to wait for room in the budget; zero does not wait
     * @return the lease, shared
     * @throws IllegalArgumentException if the number of bytes or the timeout is negative
     * @throws BudgetExceededException if there was no room in time, or never can be
     * @throws ResourceClosedException if the pool is closed, or was closed meanwhile
     * @throws AcquireInterruptedException if the thread is interrupted while it waits
     */
    public Lease<byte[]> acquire(int bytes, Duration timeout) {
        return new ArrayLease(buffers.acquire(bytes, timeout));
    }

    /**
     * An array if one is idle or the budget has room, without waiting.
     *
     * @param bytes its length at least
     * @return the lease, shared, or empty when there is no room
     * @throws IllegalArgumentException if the number of bytes is negative
     * @throws ResourceClosedException if the pool is closed
     */
    public Optional<Lease<byte[]>> tryAcquire(int bytes) {
        return buffers.tryAcquire(bytes).map(ArrayLease::new);
    }

    /**
     * How well the memory is used.
     *
     * @return the figures
     */
    public BufferStatistics statistics() {
        return buffers.statistics();
    }
}
