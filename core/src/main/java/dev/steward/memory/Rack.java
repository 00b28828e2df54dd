package dev.steward.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one size for one stripe of threads: threads whose numbers differ use different racks, so neither the words
 * of their slots nor the positions of their buffers share a cache line.
 *
 * <p>An acquire tries the slot to which the cursor points, as {@link Hints} tell, and goes round from there when that is
 * leased. The thread that acquired points the cursor back when it releases; any other writes to the slot alone.
 *
 * <p>Threadsafe; chunks come and go under the lock of the {@link Shelf}.
 */
final class Rack {
    /** So many slots from the cursor on are looked at, and as many beyond the reach, before a new chunk is asked for. */
    private static final int MOST_PROBES = 128;

    private static final Slot[] NO_SLOTS = {};
    private static final Chunk[] NO_CHUNKS = {};
    private static final int[] NO_WORDS = {0, 0};

    final BufferPool pool;
    final Shelf shelf;
    private final Line line;
    private final int stripe;
    private final int[] words;
    private final int cursor;
    private final int reach;

    private volatile Slot[] slots = NO_SLOTS;
    private volatile Chunk[] chunks = NO_CHUNKS;

    /** The rack of a stripe, or with a negative one the rack of a slot that is in no ring. */
    Rack(BufferPool pool, Line line, Shelf shelf, int stripe) {
        this.pool = pool;
        this.line = line;
        this.shelf = shelf;
        this.stripe = stripe;
        this.words = isLoose() ? NO_WORDS : pool.hints().words();
        this.cursor = isLoose() ? 0 : pool.hints().cursor(shelf.index, stripe);
        this.reach = cursor + 1;
    }

    /** Whether it has one slot of its own, whose memory is freed at once. */
    boolean isLoose() {
        return stripe < 0;
    }

    static int stripe(Thread thread, int mask) {
        long id = thread.getId();
        return (int) (id ^ id >>> 7) & mask;
    }

    /** The release of a plain lease that the caller has ended. */
    void release(Slot slot) {
        if (slot.isOf(Thread.currentThread())) {
            words[cursor] = slot.place;
        }
        slot.leasedToIdle();
        line.released();
    }

    /** Takes the first slot that is idle from the cursor on, or beyond the reach; by a thread of the stripe. */
    @Nullable
    Slot take() {
        Slot[] seen = slots;
        @Nullable Slot slot = take(seen, words[cursor], MOST_PROBES);
        return slot != null || seen.length <= MOST_PROBES ? slot : take(seen, words[reach], MOST_PROBES);
    }

    private @Nullable Slot take(Slot[] seen, int from, int most) {
        int at = from;
        for (int i = Math.min(seen.length, most); i > 0; i--, at++) {
            if (at >= seen.length) {
                at = 0;
            }
            if (seen[at].takeUnused()) {
                advance(at);
                return seen[at];
            }
        }
        return null;
    }

    /** The next acquire looks behind the slot taken; what lies beyond the reach doubles it, so that it is right in a few steps. */
    private void advance(int taken) {
        words[cursor] = taken + 1;
        if (words[reach] <= taken) {
            words[reach] = 2 * (taken + 1);
        }
    }

    /** Takes any slot that is idle; by a thread of another stripe, which leaves the cursor alone. */
    @Nullable
    Slot takeAny() {
        for (Slot slot : slots) {
            if (slot.takeUnused()) {
                return slot;
            }
        }
        return null;
    }

    /** By upkeep: the ring closes sooner, until more is needed. Says where the next acquire looks, if that is known. */
    @Nullable
    Slot narrow() {
        Slot[] seen = slots;
        words[reach] >>= 1;
        int at = words[cursor];
        return seen.length == 0 ? null : seen[at < words[reach] && at < seen.length ? at : 0];
    }

    Slot[] slots() {
        return slots;
    }

    Chunk[] chunks() {
        return chunks;
    }

    void add(Chunk chunk) {
        int before = slots.length;
        Slot[] grown = Arrays.copyOf(slots, before + chunk.slots().length);
        System.arraycopy(chunk.slots(), 0, grown, before, chunk.slots().length);
        Chunk[] more = Arrays.copyOf(chunks, chunks.length + 1);
        more[chunks.length] = chunk;
        publish(grown, more);
        advance(before);
    }

    void remove(Chunk gone) {
        publish(
                Arrays.stream(slots).filter(slot -> slot.chunk != gone).toArray(Slot[]::new),
                Arrays.stream(chunks).filter(chunk -> chunk != gone).toArray(Chunk[]::new));
    }

    private void publish(Slot[] allSlots, Chunk[] allChunks) {
        for (int i = 0; i < allSlots.length; i++) {
            allSlots[i].place = i;
        }
        slots = allSlots;
        chunks = allChunks;
        pool.hints().change(shelf.index, stripe, allSlots);
    }
}
