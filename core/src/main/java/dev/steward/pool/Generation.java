package dev.steward.pool;

/**
 * What a slot's generation says: how many leases the slot has given, hand-overs included, and in the lowest bits of what
 * kind the open one is. A lease that remembers its generation so knows whether it is stale and how it is to be closed.
 */
final class Generation {
    /** The slot is leased to somebody. */
    static final long LEASED = 1;

    /** The lease may be closed from any thread; otherwise it is confined to the one that acquired it. */
    static final long SHARED = 2;

    /** The lease is timed; while the slot is owned and not leased yet, the lease that begins next is to be. */
    static final long TIMED = 4;

    private static final long BITS = LEASED | SHARED | TIMED;

    private static final long STEP = BITS + 1;

    private Generation() {}

    static boolean isOpen(long generation) {
        return (generation & LEASED) != 0;
    }

    static boolean isShared(long generation) {
        return (generation & SHARED) != 0;
    }

    static boolean isTimed(long generation) {
        return (generation & TIMED) != 0;
    }

    /** Whether the lease is neither shared nor timed, so that its end is one plain write. */
    static boolean isPlain(long generation) {
        return (generation & (SHARED | TIMED)) == 0;
    }

    /** What is left when a lease has ended. */
    static long after(long open) {
        return (open | BITS) + 1;
    }

    /** The shared lease that takes over from this one without a gap; it goes on being timed. */
    static long handedOver(long open) {
        return after(open) | LEASED | SHARED | (open & TIMED);
    }

    /** How many leases were given, the open one included. */
    static long leases(long generation) {
        return generation / STEP + (generation & LEASED);
    }
}
