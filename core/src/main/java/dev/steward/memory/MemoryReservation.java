package dev.steward.memory;

import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.ResourceClosedException;
import java.lang.ref.Reference;
import java.time.Duration;

/**
 * Memory that code allocates by itself, such as a batch, a sort or a parsed document, counted in the budget: an estimate at
 * first, adjusted as more is known. Made by {@link MemoryReservations}.
 *
 * <pre>{@code
 * try (MemoryReservation sort = reservations.reserve("sort of orders", Bytes.mib(8))) {
 *     sort.spillWith(wanted -> rows.writeToFile(wanted));   // asked under pressure, says how much it freed
 *     ...
 *     sort.adjust(rows.bytes());
 * }
 * }</pre>
 *
 * <p>Threadsafe. No lock is held while a spill runs.
 */
public final class MemoryReservation implements AutoCloseable {
    /** What frees memory when it is scarce. */
    @FunctionalInterface
    public interface Spill {
        /**
         * Frees memory, for example by writing what it holds to a file. Called on the thread that found the pressure, and
         * not again before it has returned. The reservation is lowered by what it returns; it need not adjust it itself.
         *
         * @param wanted how many bytes would help
         * @return how many it freed; 0 when nothing can be freed now
         * @throws Exception if it failed; that is logged, and counts as nothing freed
         */
        long spill(long wanted) throws Exception;
    }

    private final Reserved reserved;

    MemoryReservation(Reserved reserved) {
        this.reserved = reserved;
    }

    /**
     * What is reserved now.
     *
     * @return the bytes; 0 once it is closed
     */
    public long bytes() {
        return reserved.bytes();
    }

    /**
     * Sets what is reserved, without waiting. Lowering it never fails.
     *
     * @param newBytes what is needed from now on, in bytes
     * @throws IllegalArgumentException if that is negative
     * @throws BudgetExceededException if the budget has no room for more; what was reserved stays
     * @throws ResourceClosedException if this is closed
     */
    public void adjust(long newBytes) {
        adjust(newBytes, Duration.ZERO);
    }

    /**
     * Sets what is reserved, waiting for room in the budget if need be.
     *
     * @param newBytes what is needed from now on, in bytes
     * @param timeout how long to wait at most; zero does not wait
     * @throws IllegalArgumentException if one of them is negative
     * @throws BudgetExceededException if the budget had no room in time; what was reserved stays
     * @throws ResourceClosedException if this is closed, or was closed meanwhile
     */
    public void adjust(long newBytes, Duration timeout) {
        reserved.adjust(newBytes, timeout);
    }

    /** Raises it without waiting and without complaint; false when there was no room. */
    boolean grow(long more) {
        return reserved.grow(more);
    }

    /**
     * Says how to free a part of this under pressure; what is reserved counts as revocable from now on.
     *
     * @param action what frees memory; another call replaces it
     */
    public void spillWith(Spill action) {
        reserved.spillWith(action);
    }

    /** Gives everything back. A second time does nothing. */
    @Override
    public void close() {
        // Not to be found lost while it is being closed, for which the last read of its field is not enough.
        try {
            reserved.close();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public String toString() {
        return reserved.toString();
    }
}
