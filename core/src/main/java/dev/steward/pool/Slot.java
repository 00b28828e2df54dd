package dev.steward.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The place in a pool that holds one resource. It outlives its resources: when one is destroyed the slot is empty, and
 * may be filled again.
 *
 * <pre>
 *   EMPTY    -> CREATING  room in size and budget; a creator fills it
 *   CREATING -> LEASED    created; in transit to the head waiter, or on to IDLE
 *   CREATING -> EMPTY     creation failed or was given up
 *   IDLE     -> LEASED    acquired (compare-and-set by any thread)
 *   IDLE     -> DORMANT   idle so long that it must be checked before use
 *   IDLE, DORMANT -> CHECKING   taken for a check
 *   IDLE, DORMANT, CHECKING, LEASED -> RETIRING   to be destroyed
 *   LEASED, CHECKING -> IDLE    given back, or found healthy
 *   RETIRING -> EMPTY     destroyed
 * </pre>
 *
 * <p>Whoever moved a slot to LEASED, CHECKING, CREATING or RETIRING owns it and may write its plain fields; the
 * compare-and-set that acquires it from IDLE sees everything written before the {@code setRelease} that made it idle.
 * {@code generation} is odd while the slot is leased to somebody and even otherwise, so a lease that knows its
 * generation knows whether it is stale. It is never reset; half of it is the number of leases the slot gave, hand-overs included.
 *
 * @param <T> what the pool holds
 */
final class Slot<T> extends SlotPaddingAfter {
    static final int EMPTY = 0;
    static final int CREATING = 1;
    static final int IDLE = 2;
    static final int LEASED = 3;
    static final int DORMANT = 4;
    static final int CHECKING = 5;
    static final int RETIRING = 6;

    private static final VarHandle STATE;
    private static final VarHandle GENERATION;
    private static final VarHandle HOLDER;
    private static final VarHandle DOOMED;
    private static final VarHandle RESOURCE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(SlotFields.class, "state", int.class);
            GENERATION = lookup.findVarHandle(SlotFields.class, "generation", long.class);
            HOLDER = lookup.findVarHandle(SlotFields.class, "holder", Object.class);
            DOOMED = lookup.findVarHandle(SlotFields.class, "doomed", boolean.class);
            RESOURCE = lookup.findVarHandle(Slot.class, "resource", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The resource; null while the slot is empty, or when it was destroyed under its holder at close. */
    @Nullable
    T resource;

    /** When the resource was created and when it has lived long enough, in the pool's ticker. */
    long createdNanos;

    long expiresNanos;

    /** When it was last found healthy by a check, in the pool's ticker. */
    volatile long checkedNanos;

    /** When a lease that is timed began; written by its holder. */
    long leasedAtNanos;

    /** What the last tick saw; read and written by the upkeep thread, read by observers. */
    volatile long seenGeneration;

    volatile long seenSinceNanos;

    boolean idleToLeased() {
        return STATE.compareAndSet(this, IDLE, LEASED);
    }

    /** The release of a confined lease: one store, which publishes everything the holder did. */
    void leasedToIdle() {
        STATE.setRelease(this, IDLE);
    }

    boolean idleToDormant() {
        return STATE.compareAndSet(this, IDLE, DORMANT);
    }

    boolean idleToRetiring() {
        return STATE.compareAndSet(this, IDLE, RETIRING);
    }

    boolean dormantToRetiring() {
        return STATE.compareAndSet(this, DORMANT, RETIRING);
    }

    boolean idleToChecking() {
        return STATE.compareAndSet(this, IDLE, CHECKING);
    }

    boolean dormantToChecking() {
        return STATE.compareAndSet(this, DORMANT, CHECKING);
    }

    /** For transitions of a slot that the caller owns, other than the one release that must be quick. */
    void ownedTo(int state) {
        STATE.setVolatile(this, state);
    }

    int state() {
        return (int) STATE.getOpaque(this);
    }

    /** Begins a lease: the caller has moved the slot to LEASED. Returns the generation that identifies the lease. */
    long beginLease(Object newHolder) {
        long begun = generation + 1;
        generation = begun;
        holder = newHolder;
        return begun;
    }

    /** Ends a confined lease. Only its owner calls this, so a plain write does. */
    void endLease(long begun) {
        generation = begun + 1;
        holder = null;
    }

    /** Ends a lease that others may end at the same time; true for the one who did. */
    boolean endSharedLease(long begun) {
        if (!GENERATION.compareAndSet(this, begun, begun + 1)) {
            return false;
        }
        holder = null;
        return true;
    }

    /** Ends a lease and begins the next without a gap, for a hand-over; 0 if the lease was not open any more. */
    long renewLease(long begun, Object newHolder) {
        if (!GENERATION.compareAndSet(this, begun, begun + 2)) {
            return 0;
        }
        holder = newHolder;
        return begun + 2;
    }

    boolean isLease(long begun) {
        return generation == begun;
    }

    long observedGeneration() {
        return (long) GENERATION.getOpaque(this);
    }

    boolean observedLeased() {
        return (observedGeneration() & 1) != 0;
    }

    @Nullable
    Object observedHolder() {
        return HOLDER.getOpaque(this);
    }

    boolean isHeldBy(Thread thread) {
        return holder == thread;
    }

    /** Takes the resource out, for whoever is going to destroy it: one caller gets it. */
    @SuppressWarnings("unchecked") // The field is a T.
    @Nullable
    T takeResource() {
        return (T) RESOURCE.getAndSet(this, null);
    }

    /** Asks the holder to retire the resource instead of giving it back. */
    void doom(boolean value) {
        DOOMED.setOpaque(this, value);
    }

    boolean isDoomed() {
        return (boolean) DOOMED.getOpaque(this);
    }
}

/** Keeps the fields of two slots at least 128 bytes apart, so that two holders never write to one cache line. */
@SuppressWarnings("unused")
abstract class SlotPaddingBefore {
    private long p00;
    private long p01;
    private long p02;
    private long p03;
    private long p04;
    private long p05;
    private long p06;
    private long p07;
    private long p08;
    private long p09;
    private long p10;
    private long p11;
    private long p12;
    private long p13;
    private long p14;
    private long p15;
}

/** The words that acquire and release write, together. */
abstract class SlotFields extends SlotPaddingBefore {
    int state;
    boolean doomed;
    long generation;

    @Nullable
    Object holder;
}

/** See {@link SlotPaddingBefore}. */
@SuppressWarnings("unused")
abstract class SlotPaddingAfter extends SlotFields {
    private long q00;
    private long q01;
    private long q02;
    private long q03;
    private long q04;
    private long q05;
    private long q06;
    private long q07;
    private long q08;
    private long q09;
    private long q10;
    private long q11;
    private long q12;
    private long q13;
    private long q14;
    private long q15;
}
