package dev.steward.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one size for one stripe of threads: threads whose numbers differ use different racks, so neither the words
 * of their slots nor the positions of their buffers share a cache line.
 *
 * <p>An acquire tries the first slot, where {@link Hints} lead it. While that is leased, {@code recent} is a stack of the
 * places that were released last, which makes it find a slot at once, with the buffer in the processor's cache. It is written without any ordering, and its ends meet: two threads
 * of one stripe may overwrite each other's entries, and an entry may name a slot that is leased, moved or gone. That costs
 * a scan and nothing else, because the compare-and-set on the slot decides. Only threads of the stripe write to it. Who
 * releases from elsewhere writes to the slot alone, and the scan, which goes round, finds it there.
 *
 * <p>Threadsafe; chunks come and go under the lock of the {@link Shelf}.
 */
final class Rack {
    /** Room on both sides of what is written, in integers: two cache lines. */
    private static final int ROOM = 32;

    private static final int DEPTH = 32;
    private static final int TOP = ROOM;
    private static final int CURSOR = ROOM + 1;
    private static final int FIRST = ROOM + 2;

    /** So many slots are looked at before a new chunk is asked for. */
    private static final int MOST_PROBES = 256;

    private static final Slot[] NO_SLOTS = {};
    private static final Chunk[] NO_CHUNKS = {};

    final BufferPool pool;
    final Shelf shelf;
    private final Line line;
    private final int stripe;
    private final int stripeMask;
    private final int[] recent = new int[FIRST + DEPTH + ROOM];

    private volatile Slot[] slots = NO_SLOTS;
    private volatile Chunk[] chunks = NO_CHUNKS;

    Rack(BufferPool pool, Line line, Shelf shelf, int stripe, int stripeMask) {
        this.pool = pool;
        this.line = line;
        this.shelf = shelf;
        this.stripe = stripe;
        this.stripeMask = stripeMask;
    }

    /** Whether it has one slot of its own, whose memory is freed at once. */
    boolean isLoose() {
        return stripe < 0;
    }

    static int stripe(Thread thread, int mask) {
        long id = thread.getId();
        return (int) (id ^ id >>> 7) & mask;
    }

    /** The slot that was released last, most likely; null when there is nothing to go by. */
    @Nullable
    Slot last() {
        Slot[] all = slots;
        int top = recent[TOP];
        int place = recent[FIRST + (top & (DEPTH - 1))];
        if (place >= all.length) {
            return null;
        }
        recent[TOP] = top - 1;
        return all[place];
    }

    /** The release of a plain lease that the caller has ended. */
    void release(Slot slot) {
        // The first of a rack is where the next acquire looks anyway, so it is not written down.
        if (slot.place != 0 && stripe(Thread.currentThread(), stripeMask) == stripe) {
            int top = recent[TOP] + 1;
            recent[TOP] = top;
            recent[FIRST + (top & (DEPTH - 1))] = slot.place;
        }
        slot.leasedToIdle();
        line.released();
    }

    /** Goes round among the slots and takes the first that is idle. */
    @Nullable
    Slot scan(boolean all) {
        Slot[] seen = slots;
        int count = all ? seen.length : Math.min(seen.length, MOST_PROBES);
        int at = recent[CURSOR];
        for (int i = 0; i < count; i++) {
            at = at + 1 < seen.length ? at + 1 : 0;
            if (seen[at].takeUnused()) {
                recent[CURSOR] = at;
                return seen[at];
            }
        }
        recent[CURSOR] = at;
        return null;
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
