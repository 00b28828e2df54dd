package dev.steward.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The place of one buffer in its chunk, for as long as the chunk lives.
 *
 * <pre>
 *   IDLE   -> LEASED        acquired on the quick path, by any thread
 *   IDLE   -> MARKED        idle as before, and the next lease is special: acquired on the slow path
 *   MARKED -> LEASED        acquired on the slow path
 *   LEASED -> IDLE          given back
 *   LEASED -> GONE          never to be leased again: invalidated, lost or taken back at close
 *   IDLE   -> BUSY          by who wants to free the whole chunk; MARKED -> BUSY_MARKED likewise
 *   BUSY   -> IDLE          another slot of the chunk was leased after all; BUSY_MARKED -> MARKED likewise
 *   BUSY, BUSY_MARKED -> GONE   the chunk is freed
 * </pre>
 *
 * <h2>Why no two threads have one buffer</h2>
 * Whoever moved the state to LEASED owns the slot until the lease ends, and writes {@code generation} plainly, from an
 * even value to an odd one. A lease remembers that odd value, which never comes again. Leases are shared, so any number
 * of threads may end one at once: ending is a compare-and-set of {@code generation} from the odd value to the next even
 * one, which one of them wins. The winner owns the slot from there on, does what there is to do with the contents, and
 * gives up ownership by a {@code setRelease} of the state; the compare-and-set of the next acquire reads that write, so
 * everything the last holder did to the buffer is visible to the next.
 *
 * <p>The plain write of the odd generation is safe, too: another thread knows the value only from the lease, whose final
 * field leads to this slot, so it sees the generation at least as new as it was when the lease was constructed. Acquiring
 * is one compare-and-set without a read before it, releasing is one and a store: reading a word that was the target of
 * an atomic instruction just before costs more than the instruction.
 *
 * <p>The holder is not erased when a lease ends: a thread that takes the same slot again writes no reference, and pays
 * for no barrier of a collector. Cases: {@code BufferIsTakenOnce}, {@code BufferClosedByTwo}, {@code
 * BufferReleasePublishes}, {@code ChunkRetiredAgainstAcquire}.
 */
final class Slot extends SlotWords {
    private static final int IDLE = 1;
    private static final int LEASED = 2;
    private static final int MARKED = 3;
    private static final int BUSY = 4;
    private static final int BUSY_MARKED = 5;
    private static final int GONE = 6;

    private static final long OPEN = 1;
    private static final long SPECIAL = 2;
    private static final long BITS = OPEN | SPECIAL;
    private static final long STEP = BITS + 1;

    private static final VarHandle STATE;
    private static final VarHandle GENERATION;
    private static final VarHandle HOLDER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(SlotWords.class, "state", int.class);
            GENERATION = lookup.findVarHandle(SlotWords.class, "generation", long.class);
            HOLDER = lookup.findVarHandle(SlotWords.class, "holder", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Beside the words, since acquire and release read them.
    final Rack rack;
    final Chunk chunk;
    final ByteBuffer buffer;

    /** What the lease in force shows instead of the buffer; of special leases in a strict pool. */
    @Nullable
    volatile ByteBuffer view;

    /** What is known of the lease in force beyond its holder; of special leases. */
    @Nullable
    volatile Sample sample;

    /** On its way from the slow path, where a sample is taken, to the lease. */
    @Nullable
    Object token;

    // Of one observer at a time.
    private long seenGeneration;
    private long seenNanos;

    Slot(Rack rack, Chunk chunk, ByteBuffer buffer) {
        this.rack = rack;
        this.chunk = chunk;
        this.buffer = buffer;
        this.state = IDLE;
    }

    // ---- The state ----

    /** The way to acquire that must be quick. */
    boolean idleToLeased() {
        return STATE.compareAndSet(this, IDLE, LEASED);
    }

    /** The other way: reads before it tries. The lease of a marked slot will be special. */
    boolean takeUnused() {
        int seen = (int) STATE.getOpaque(this);
        if (seen == MARKED && STATE.compareAndSet(this, MARKED, LEASED)) {
            makeSpecial();
            return true;
        }
        return seen == IDLE && idleToLeased();
    }

    /** Before a slot is shared that its maker is going to lease. */
    void beLeased() {
        state = LEASED;
    }

    void leasedToIdle() {
        STATE.setRelease(this, IDLE);
    }

    void leasedToGone() {
        STATE.setVolatile(this, GONE);
    }

    /** Has the next lease of this slot be special if it is idle just now. */
    void markIfIdle() {
        if ((int) STATE.getOpaque(this) == IDLE) {
            STATE.compareAndSet(this, IDLE, MARKED);
        }
    }

    boolean isUnused() {
        int seen = (int) STATE.getOpaque(this);
        return seen == IDLE || seen == MARKED;
    }

    boolean isGone() {
        return (int) STATE.getOpaque(this) == GONE;
    }

    /** Keeps an idle slot from being leased. */
    boolean unusedToBusy() {
        return from(IDLE, BUSY) || from(MARKED, BUSY_MARKED);
    }

    void busyToUnused() {
        if (!from(BUSY, IDLE)) {
            from(BUSY_MARKED, MARKED);
        }
    }

    void busyToGone() {
        if (!from(BUSY, GONE)) {
            from(BUSY_MARKED, GONE);
        }
    }

    private boolean from(int expected, int next) {
        return STATE.compareAndSet(this, expected, next);
    }

    // ---- The lease ----

    /** By the owner, before the lease begins. */
    void makeSpecial() {
        generation |= SPECIAL;
    }

    /** By the owner: whether the lease that is about to begin is special. */
    boolean willBeSpecial() {
        return isSpecial(generation);
    }

    /** By the owner of a slot whose lease will not begin after all. */
    void bePlain() {
        generation &= ~SPECIAL;
    }

    static boolean isSpecial(long generation) {
        return (generation & SPECIAL) != 0;
    }

    /** By the owner: begins a lease, and gives the generation that it is known by. */
    long begin(Thread thread, int bytes) {
        long begun = generation | OPEN;
        if (holder != thread) {
            holder = thread;
        }
        requested = bytes;
        VarHandle.releaseFence();
        generation = begun;
        return begun;
    }

    /** Ends a lease if it is open; true for the one who did. */
    boolean end(long begun) {
        return GENERATION.compareAndSet(this, begun, (begun | BITS) + 1);
    }

    /** Ends a lease and begins the next without a gap; 0 if the lease was not open any more. */
    long handOver(long begun, Object heir) {
        long next = ((begun | BITS) + 1) | (begun & BITS);
        if (!GENERATION.compareAndSet(this, begun, next)) {
            return 0;
        }
        holder = heir;
        handOvers++;
        return next;
    }

    boolean isLease(long begun) {
        return generation == begun;
    }

    long observedGeneration() {
        return (long) GENERATION.getAcquire(this);
    }

    static boolean isOpen(long generation) {
        return (generation & OPEN) != 0;
    }

    @Nullable
    Object observedHolder() {
        return HOLDER.getOpaque(this);
    }

    /** By the owner: whether this thread began the lease that was ended, or was handed it. */
    boolean isOf(Thread thread) {
        return holder == thread;
    }

    /** An idle slot must not keep what a thread that has ended refers to; whoever leases it next names itself. */
    void forgetIfEnded() {
        if (!isOpen(observedGeneration()) && observedHolder() instanceof Thread last && !last.isAlive()) {
            HOLDER.compareAndSet(this, last, null);
        }
    }

    /** The leases this slot ever gave; a handing over makes a generation but no lease. */
    long leases() {
        long seen = observedGeneration();
        return seen / STEP + (seen & OPEN) - handOvers;
    }

    /** The buffer as a new holder expects it, whatever the one before did to it. */
    static ByteBuffer fresh(ByteBuffer buffer, int bytes) {
        buffer.limit(bytes).rewind();
        return buffer.order() == ByteOrder.BIG_ENDIAN ? buffer : buffer.order(ByteOrder.BIG_ENDIAN);
    }

    /** Since when an observer sees this generation, as far as observers looked. Call from one observer at a time. */
    long seenSince(long seen, long now) {
        if (seenGeneration != seen) {
            seenGeneration = seen;
            seenNanos = now;
        }
        return seenNanos;
    }
}
