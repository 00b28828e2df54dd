package dev.steward.memory;

import java.util.List;

/**
 * How well a {@link BufferPool} uses its memory, at the moment of asking. Immutable.
 *
 * @param requestedBytes what the holders of leased buffers asked for
 * @param allocatedBytes what those buffers take
 * @param idleBytes what is kept for the next holder
 * @param strandedBytes the part of the idle bytes that cannot be given back now, because a neighbour in the same chunk is
 *     leased
 * @param acquired how many leases were ever given
 * @param created how many chunks were taken from the system for the pool
 * @param unpooled how many leases were served straight from the system, because they were larger than the largest size
 *     or their size was full
 * @param freed how many chunks were given back to the system
 * @param staleCloses how often a lease was closed that was not open any more
 * @param lost how many leases were dropped without being closed, as far as they were watched; their memory was given up
 * @param orphaned how many leases were taken back because their thread had ended
 * @param writesAfterClose how often a buffer was found written to after its lease was closed; only in a strict pool
 * @param sizes the sizes that were ever asked for, in ascending order
 */
public record BufferStatistics(
        long requestedBytes,
        long allocatedBytes,
        long idleBytes,
        long strandedBytes,
        long acquired,
        long created,
        long unpooled,
        long freed,
        long staleCloses,
        long lost,
        long orphaned,
        long writesAfterClose,
        List<Size> sizes) {

    /**
     * The figures of one size.
     *
     * @param bytes the capacity of its buffers
     * @param acquired how many leases of this size were ever given
     * @param missed how many of them had to wait for memory from the system
     * @param leasedBytes what is leased
     * @param idleBytes what is kept for the next holder
     */
    public record Size(int bytes, long acquired, long missed, long leasedBytes, long idleBytes) {
        /**
         * The share of leases that were served with a buffer that was there already.
         *
         * @return from 0.0 to 1.0; 1.0 before the first lease
         */
        public double hitRate() {
            return acquired == 0 ? 1.0 : Math.max(0.0, (double) (acquired - missed) / acquired);
        }
    }

    /**
     * The share of leased memory that nobody asked for: the price of size classes.
     *
     * @return 1 - requested / allocated; 0.0 when nothing is leased
     */
    public double internalFragmentation() {
        return allocatedBytes == 0 ? 0.0 : 1.0 - (double) requestedBytes / allocatedBytes;
    }

    /**
     * The share of all the pool's memory that lies idle: the price of keeping buffers. What {@link
     * BufferPool#defragment()} cannot mend of it is the share of {@code strandedBytes}.
     *
     * @return idle / (allocated + idle); 0.0 when the pool holds nothing
     */
    public double externalFragmentation() {
        long all = allocatedBytes + idleBytes;
        return all == 0 ? 0.0 : (double) idleBytes / all;
    }

    /**
     * The share of leases that were served with a buffer that was there already.
     *
     * @return from 0.0 to 1.0; 1.0 before the first lease
     */
    public double hitRate() {
        return acquired == 0 ? 1.0 : Math.max(0.0, (double) (acquired - created - unpooled) / acquired);
    }
}
