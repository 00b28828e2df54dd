package dev.steward.resource;

/**
 * An exclusive, closeable hold on one resource.
 *
 * <p>A lease is open from the moment it is acquired until it is closed, invalidated or handed over; after that it is
 * stale, and {@link #get()} refuses. {@link #close()} is idempotent: closing a stale lease never touches the resource,
 * which may have another holder by then.
 *
 * <p>There are two ways to hold a lease. A <em>confined</em> lease belongs to the thread that acquired it and is closed
 * by that thread; a close from another thread is refused and changes nothing. A <em>shared</em> lease may be closed from
 * anywhere, by two threads at once if they must: one of them closes it. {@link #handOver(String)} turns the first into
 * the second. Each implementation says which it gives.
 *
 * @param <T> what is leased
 */
public interface Lease<T> extends AutoCloseable {
    /**
     * The resource. Keep the lease, not the resource: after the lease is closed somebody else may hold it.
     *
     * @return the leased resource
     * @throws StaleLeaseException if this lease is no longer open
     */
    T get();

    /**
     * Whether this lease still holds its resource.
     *
     * @return true until it is closed, invalidated or handed over
     */
    boolean isOpen();

    /**
     * Makes a shared lease of this one, under a name, for work that travels between threads. This lease is stale
     * afterwards; the resource stays held without a gap.
     *
     * @param holder who is going to hold it, as it shall stand in the ledger; must not be blank
     * @return a shared lease on the same resource
     * @throws StaleLeaseException if this lease is no longer open
     * @throws ConfinedLeaseException if this lease is confined to another thread
     */
    Lease<T> handOver(String holder);

    /**
     * The same for another thread, so that the ledger knows whom to look at: a thread that has ended leaves an orphan
     * behind, and one that waits may be part of a knot.
     *
     * @param holder the thread that is going to hold it, which must be alive
     * @return a shared lease on the same resource
     * @throws IllegalArgumentException if that thread has not begun or has ended; nothing is changed then
     * @throws StaleLeaseException if this lease is no longer open
     * @throws ConfinedLeaseException if this lease is confined to another thread
     */
    Lease<T> handOver(Thread holder);

    /**
     * Gives the resource back for destruction instead of reuse, because it is known to be broken. Like
     * {@link #close()}, it does nothing on a stale lease.
     *
     * @throws ConfinedLeaseException if this lease is confined to another thread
     */
    void invalidate();

    /**
     * Gives the resource back. Never blocks on other holders; the reset of the resource, if it has one, runs here.
     *
     * @throws ConfinedLeaseException if this lease is confined to another thread; nothing is changed then
     */
    @Override
    void close();
}
