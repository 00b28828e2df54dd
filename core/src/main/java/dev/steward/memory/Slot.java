package dev.steward.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The place of one pooled buffer. Its word is {@code generation << 2 | state}; the generation counts the leases, so a
 * word that says LEASED belongs to one lease and never comes again. A stale lease therefore fails its compare-and-set.
 *
 * <pre>
 *   EMPTY  -> BUSY    emptyToBusy     who does so makes a buffer
 *   BUSY   -> LEASED  busyToLeased    the maker is the first to hold it; generation + 1
 *   BUSY   -> EMPTY   busyToEmpty     the making failed, or the buffer was freed
 *   IDLE   -> LEASED  idleToLeased    generation + 1
 *   IDLE   -> BUSY    idleToBusy      who does so frees the buffer
 *   LEASED -> IDLE    leasedToIdle
 *   LEASED -> BUSY    leasedToBusy    invalidated, or taken back at close
 *   LEASED -> LEASED  leasedToHeir    handed over; generation + 1
 * </pre>
 *
 * <p>All transitions are compare-and-sets with the effect of a volatile access: what the one before did to the buffer is
 * visible to the next, and a release followed by a read of the pool's attention cannot be reordered with it. Threadsafe.
 */
final class Slot extends SlotLayout.Back {
    private static final VarHandle WORD;

    private static final long EMPTY = 0;
    private static final long IDLE = 1;
    private static final long LEASED = 2;
    private static final long BUSY = 3;
    private static final long STATE = 3;
    private static final long GENERATION = 4;

    /** No lease has this word. */
    static final long NONE = 0;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(SlotLayout.Fields.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** For scans: cheaper than a volatile read, and a compare-and-set checks it anyway. */
    long wordOpaque() {
        return (long) WORD.getOpaque(this);
    }

    static boolean isEmpty(long word) {
        return (word & STATE) == EMPTY;
    }

    static boolean isIdle(long word) {
        return (word & STATE) == IDLE;
    }

    static boolean isLeased(long word) {
        return (word & STATE) == LEASED;
    }

    private static long with(long word, long state) {
        return (word & ~STATE) | state;
    }

    private static long leasedAnew(long word) {
        return with(word, LEASED) + GENERATION;
    }

    /** The leases this slot ever gave; a handing over makes a generation but no lease. */
    long leases() {
        return (word >>> 2) - handOvers;
    }

    private boolean move(long from, long to) {
        return WORD.compareAndSet(this, from, to);
    }

    boolean emptyToBusy(long empty) {
        return move(empty, with(empty, BUSY));
    }

    long busyToLeased() {
        long leased = leasedAnew(word);
        word = leased;
        return leased;
    }

    void busyToEmpty() {
        chunk = null;
        holder = null;
        word = with(word, EMPTY);
    }

    /** The word of the new lease, or {@link #NONE} when another was quicker. */
    long idleToLeased(long idle) {
        long leased = leasedAnew(idle);
        return move(idle, leased) ? leased : NONE;
    }

    boolean idleToBusy(long idle) {
        return move(idle, with(idle, BUSY));
    }

    boolean leasedToIdle(long leased) {
        return move(leased, with(leased, IDLE));
    }

    boolean leasedToBusy(long leased) {
        return move(leased, with(leased, BUSY));
    }

    long leasedToHeir(long leased) {
        long heir = leasedAnew(leased);
        return move(leased, heir) ? heir : NONE;
    }

    /** Since when an observer sees this word, as far as observers looked. Call from one observer at a time. */
    long seenSince(long seen, long now) {
        if (seenWord != seen) {
            seenWord = seen;
            seenNanos = now;
        }
        return seenNanos;
    }
}
