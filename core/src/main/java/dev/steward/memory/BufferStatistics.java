package dev.steward.memory;

/**
 * How well a {@link BufferPool} uses its memory, at the moment of asking. Immutable.
 *
 * @param requestedBytes what the holders of leased buffers asked for
 * @param allocatedBytes what those buffers take
 * @param idleBytes what is kept for the next holder
 * @param acquired how many leases were ever given
 * @param created how many buffers were taken from the system for the pool
 * @param unpooled how many leases were served straight from the system, because they were larger than the largest size
 *     or their size was full
 * @param freed how many pooled buffers were given back to the system
 * @param staleCloses how often a lease was closed that was not open any more
 */
public record BufferStatistics(
        long requestedBytes,
        long allocatedBytes,
        long idleBytes,
        long acquired,
        long created,
        long unpooled,
        long freed,
        long staleCloses) {

    /**
     * The share of leased memory that nobody asked for: the price of size classes.
     *
     * @return 1 - requested / allocated; 0.0 when nothing is leased
     */
    public double internalFragmentation() {
        return allocatedBytes == 0 ? 0.0 : 1.0 - (double) requestedBytes / allocatedBytes;
    }

    /**
     * The share of all the pool's memory that lies idle: the price of keeping buffers.
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
