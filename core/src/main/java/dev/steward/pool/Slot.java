package dev.steward.pool;

import dev.steward.resource.Site;
import dev.steward.resource.Trail;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * The place in a pool that holds one resource. It outlives its resources: when one is destroyed the slot is empty, and
 * may be filled again.
 *
 * <pre>
 *   EMPTY    -> CREATING  room in size and budget; a creator fills it
 *   CREATING -> LEASED    created; in transit to the head waiter, or on to idle
 *   CREATING -> EMPTY     creation failed or was given up
 *   IDLE     -> LEASED    acquired (compare-and-set by any thread)
 *   IDLE     -> MARKED    idle as before, and the next lease is timed
 *   MARKED   -> LEASED    acquired, on the slow path
 *   IDLE, MARKED -> DORMANT     idle so long that it must be checked before use
 *   IDLE, MARKED, DORMANT -> CHECKING           taken for a check
 *   IDLE, MARKED, DORMANT, CHECKING, LEASED -> RETIRING   to be destroyed
 *   LEASED, CHECKING -> IDLE, MARKED            given back, or found healthy
 *   RETIRING -> EMPTY     destroyed
 * </pre>
 *
 * <p>Whoever moved a slot to LEASED, CHECKING, CREATING or RETIRING owns it and may write its plain fields; the
 * compare-and-set that acquires it sees everything written before the {@code setRelease} that made it idle.
 *
 * <p>The {@link Generation} tells the leases of a slot apart. It is never reset.
 *
 * <p>The holder is written before the generation that it belongs to, and is not erased at the end of a lease: a thread
 * that takes the same slot again writes no reference, and pays for no barrier of a garbage collector. A fence keeps the
 * two writes apart, and another the two reads, so whoever reads a generation and then the holder sees the holder of that
 * generation or of a later one. So a thread that closes the confined lease of another cannot take itself for the holder,
 * even when it was the last one itself and the lease reached it through a data race. The fences stand beside plain reads
 * and writes because those, unlike ordered ones, cost nothing when a lease begins and ends in one compiled method.
 *
 * @param <T> what the pool holds
 */
final class Slot<T> extends SlotPaddingAfter {
    static final int EMPTY = 0;
    static final int CREATING = 1;
    static final int IDLE = 2;
    static final int MARKED = 3;
    static final int DORMANT = 4;
    static final int LEASED = 5;
    static final int CHECKING = 6;
    static final int RETIRING = 7;

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
            DOOMED = lookup.findVarHandle(Slot.class, "doomed", boolean.class);
            RESOURCE = lookup.findVarHandle(Slot.class, "resource", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Pool<T> pool;

    /** Itself; for a stand-in (see {@link Trace}) the slot that it stands in for. */
    final Slot<T> home;

    /** The resource; null while the slot is empty, or when it was destroyed under its holder at close. */
    @Nullable
    T resource;

    /** When the resource will have lived long enough, in the pool's ticker. */
    volatile long expiresNanos;

    /** Whether a successor is being opened, after which the resource goes. */
    volatile boolean beingReplaced;

    /** When it was last found healthy by a check, in the pool's ticker. */
    volatile long checkedNanos;

    /** When the check began that is under way; of the system's clock. */
    volatile long checkSinceNanos;

    /** When the last lease that was timed began; written by its holder. */
    long timedSinceNanos;

    /** Of the open lease, if it is traced. Written by the owner while no lease is open. */
    volatile @Nullable Trace<T> trace;

    /** The site among whose hold times the lease counts that has just ended, for who ended it and owns the slot now. */
    @Nullable
    Site endedSite;

    /** What the last tick saw; read and written by the upkeep thread, read by observers. */
    volatile long seenGeneration;

    volatile long seenSinceNanos;

    /** Whether the resource is to be retired when it comes back. */
    private volatile boolean doomed;

    Slot(Pool<T> pool) {
        this.pool = pool;
        this.home = this;
    }

    /** A stand-in, for one lease. */
    private Slot(Slot<T> home, Object holder, long begun) {
        this.pool = home.pool;
        this.home = home;
        this.resource = home.resource;
        this.holder = holder;
        this.generation = begun;
    }

    // ---- The state ----

    /** The way to acquire that must be quick. */
    boolean idleToLeased() {
        return from(IDLE, LEASED);
    }

    /**
     * The other way; the lease of a marked slot will be timed. A slot that is marked between the two questions is not
     * missed: who misses one has another resource created for nothing.
     */
    boolean takeIdle() {
        if (state() == IDLE && from(IDLE, LEASED)) {
            return true;
        }
        if (state() == MARKED && from(MARKED, LEASED)) {
            markLease();
            return true;
        }
        return false;
    }

    /** The release of a plain lease: one store, which publishes everything the holder did. */
    void leasedToIdle() {
        STATE.setRelease(this, IDLE);
    }

    /** The other way to make a slot idle that the caller owns. */
    void makeIdle() {
        if (Generation.isTimed(generation) || pool.tracesAll()) {
            generation &= ~Generation.TIMED;
            ownedTo(MARKED);
        } else {
            ownedTo(IDLE);
        }
    }

    boolean isIdle() {
        int state = state();
        return state == IDLE || state == MARKED;
    }

    /** Has the next lease timed if the slot is idle just now. */
    void markIfIdle() {
        if (state() == IDLE) {
            from(IDLE, MARKED);
        }
    }

    void idleToDormant() {
        if (from(IDLE, DORMANT) || from(MARKED, DORMANT)) {
            pool.population().checks().addDormant(1);
        }
    }

    boolean dormantToChecking() {
        return fromDormant(CHECKING);
    }

    /** Takes a slot that nobody uses, to destroy or to check the resource. */
    boolean unusedTo(int state) {
        return from(IDLE, state) || from(MARKED, state) || fromDormant(state);
    }

    private boolean fromDormant(int next) {
        if (!from(DORMANT, next)) {
            return false;
        }
        pool.population().checks().addDormant(-1);
        return true;
    }

    private boolean from(int expected, int next) {
        return STATE.compareAndSet(this, expected, next);
    }

    /** For transitions of a slot that the caller owns, other than the one release that must be quick. */
    void ownedTo(int state) {
        STATE.setVolatile(this, state);
    }

    int state() {
        return (int) STATE.getOpaque(this);
    }

    // ---- The lease ----

    /** Begins a confined lease, or a shared one in a pool of such: the caller has moved the slot to LEASED. */
    long beginLease(Thread thread, long bits) {
        long begun = generation | bits;
        if (holder != thread) {
            holder = thread;
        }
        VarHandle.releaseFence();
        generation = begun;
        return begun;
    }

    /** Begins a shared lease of a holder that is no thread. */
    long beginSharedLease(String name) {
        long begun = generation | Generation.LEASED | Generation.SHARED;
        holder = name;
        VarHandle.releaseFence();
        generation = begun;
        return begun;
    }

    /** Has the lease that the caller is about to begin timed. */
    void markLease() {
        generation |= Generation.TIMED;
    }

    boolean isLeaseMarked() {
        return Generation.isTimed(generation);
    }

    /**
     * Begins a traced lease, on a stand-in. The trace is there before the generation says that the lease is open: from
     * then on others may end it.
     *
     * @param counted the site whose hold times it counts among, if it was chosen for that
     */
    Slot<T> beginTraced(
            Object newHolder,
            long bits,
            Trail trail,
            @Nullable Site counted,
            long sinceNanos,
            ReferenceQueue<Slot<T>> collected) {
        long begun = generation | bits;
        Slot<T> standIn = new Slot<>(this, newHolder, begun);
        trace = new Trace<>(standIn, collected, trail, counted, sinceNanos);
        holder = newHolder;
        VarHandle.releaseFence();
        generation = begun;
        return standIn;
    }

    /** Ends a plain lease. Only its owner calls this, so a plain write does. */
    void endLease(long begun) {
        generation = Generation.after(begun);
    }

    /** Ends a lease that others may end at the same time; true for the one who did, and who owns the slot from then on. */
    boolean endSharedLease(long begun) {
        return Generation.isTimed(begun)
                ? endTimedLease(begun)
                : GENERATION.compareAndSet(this, begun, Generation.after(begun));
    }

    /** The home slot knows whether the lease is open. The stand-in is told, so that the lease finds itself stale. */
    private boolean endTimedLease(long begun) {
        boolean ended = GENERATION.compareAndSet(home, begun, Generation.after(begun));
        if (ended) {
            Trace<T> traced = home.trace;
            home.endedSite = traced == null ? null : traced.counted;
            home.trace = null;
            Slot<T> standIn = traced == null ? null : traced.get();
            if (standIn != null && standIn != this) {
                standIn.becomeStale(begun);
            }
        }
        if (home != this) {
            // Whoever ended it, this one is closed; and that does not depend on the trace, which may be cleared by now.
            becomeStale(begun);
        }
        return ended;
    }

    private void becomeStale(long begun) {
        if (GENERATION.compareAndSet(this, begun, Generation.after(begun))) {
            RESOURCE.setVolatile(this, null);
        }
    }

    /** Ends a lease and begins the next without a gap, for a hand-over; 0 if the lease was not open any more. */
    long renewLease(long begun, Object newHolder) {
        long renewed = Generation.handedOver(begun);
        if (!GENERATION.compareAndSet(home, begun, renewed)) {
            return 0;
        }
        home.holder = newHolder;
        if (home != this) {
            holder = newHolder;
            // Who ends the new lease meanwhile may look at the stand-in before it has been renewed; then this sees it.
            if (GENERATION.compareAndSet(this, begun, renewed) && home.observedGeneration() != renewed) {
                becomeStale(renewed);
            }
        }
        return renewed;
    }

    boolean isLease(long begun) {
        return generation == begun;
    }

    /** The same for anybody: who finds it open comes, in the order of all volatile accesses, before the end of a shared lease. */
    boolean isOpenLease(long begun) {
        return (long) GENERATION.getVolatile(this) == begun;
    }

    long observedGeneration() {
        return (long) GENERATION.getAcquire(this);
    }

    /** Since when the open lease is known to be open, in the pool's ticker: to the tick, if it is not traced. */
    long openSince(long generation, long now) {
        return openSince(generation, trace, now);
    }

    long openSince(long generation, @Nullable Trace<T> traced, long now) {
        if (traced != null) {
            return traced.sinceNanos;
        }
        return seenGeneration == generation ? seenSinceNanos : now;
    }

    boolean observedLeased() {
        return Generation.isOpen(observedGeneration());
    }

    @Nullable
    Object observedHolder() {
        return HOLDER.getOpaque(this);
    }

    /** To be asked after {@link #isLease}; see above. */
    boolean isHeldBy(Thread thread) {
        VarHandle.loadLoadFence();
        return holder == thread;
    }

    /** An idle slot must not keep what a thread that has ended refers to; whoever leases it now names itself. */
    void forgetIfEnded() {
        if (observedHolder() instanceof Thread last && !last.isAlive()) {
            HOLDER.compareAndSet(this, last, null);
        }
    }

    // ---- The resource ----

    @SuppressWarnings("unchecked") // The field is a T.
    @Nullable
    T observedResource() {
        return (T) RESOURCE.getAcquire(this);
    }

    /** Takes the resource out, for whoever is going to destroy it: one caller gets it. */
    @SuppressWarnings("unchecked") // The field is a T.
    @Nullable
    T takeResource() {
        return (T) RESOURCE.getAndSet(this, null);
    }

    /** Asks the holder to retire the resource instead of giving it back. */
    void doom() {
        if (!(boolean) DOOMED.getAndSet(this, true)) {
            pool.addDoomed(1);
        }
    }

    /** Before another resource moves in, or nobody does. */
    void spare() {
        if ((boolean) DOOMED.getAndSet(this, false)) {
            pool.addDoomed(-1);
        }
    }

    boolean isDoomed() {
        return doomed;
    }
}

/** The words that acquire and release write, together. */
abstract class SlotFields extends PaddingBefore {
    int state;
    long generation;

    @Nullable
    Object holder;
}

/** Keeps the fields of two slots apart: see {@link PaddingBefore}. */
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
