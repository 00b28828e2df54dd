package dev.steward.memory;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The slot that an acquire tries first, by size and stripe. The slots of a {@link Rack} are a ring, and a cursor says where
 * the next acquire looks: each moves it on by one, and a release by the thread that acquired moves it back to what was
 * released. So one buffer at a time is always the same one, with its lines in the processor's cache; a burst finds a new
 * place for each buffer at once; and where another thread releases, an acquire comes to a slot that was released long
 * ago, not to the one whose line the other thread is just writing to.
 *
 * <p>The ring closes at its <em>reach</em>, which grows when nothing within is idle and is halved by upkeep from time to
 * time. Otherwise a few buffers that travel would come round to all that were ever needed, and none of those would ever
 * be unused for long enough to be freed.
 *
 * <p>Both are written without any ordering, and two threads of one stripe may overwrite each other's: they are hints, and the
 * compare-and-set on the slot decides. Only threads of the stripe, and upkeep, write to them, and between two stripes
 * there is room: who releases on a thread of another writes to nothing that the next acquire reads but the slot.
 *
 * <p>What lies between the end of one lease and the next compare-and-set is waited for, not overlapped, so each load that
 * depends on another counts. For one buffer at a time they are two from a thread and a number of bytes to the first slot of
 * a rack; that the cursor is there is predicted, not waited for. Where there is no slot yet the hint is one that is
 * never idle, and so are all hints while the quick path shall lead nowhere; there is no flag to ask. Threadsafe.
 */
final class Hints {
    /** Between the words of two stripes, in integers: two cache lines. */
    private static final int ROOM = 32;

    private final SizeClasses sizes;
    private final int stripeMask;
    private final int sizeBits;
    private final Slot nobody;
    private final Slot[] noFirst;
    private final Slot[][] noRing;
    private final BooleanSupplier shut;
    private final ReentrantLock changing = new ReentrantLock();

    /** For each rack its cursor, followed by its reach. */
    private final int[] words;

    /** The first slots in force: replaced as a whole, so that who reads one sees the slot as it was made. */
    private volatile Slot[] first;

    /** All slots in force, likewise. The two need not agree. */
    private volatile Slot[][] ring;

    // Those in force while nothing keeps the quick path shut.
    private Slot[] everyFirst;
    private Slot[][] everyRing;

    /**
     * No hints yet.
     *
     * @param nobody a slot that is gone
     * @param shut whether the quick path shall lead nowhere now
     */
    Hints(Shelves shelves, Slot nobody, BooleanSupplier shut) {
        this.sizes = shelves.sizes();
        this.stripeMask = shelves.stripeMask();
        this.sizeBits = Integer.SIZE - Integer.numberOfLeadingZeros(sizes.count() + ROOM / 2);
        this.nobody = nobody;
        this.shut = shut;
        this.noFirst = new Slot[(stripeMask + 1) << sizeBits];
        Arrays.fill(noFirst, nobody);
        this.noRing = new Slot[noFirst.length][0];
        this.words = new int[ROOM + 2 * noFirst.length];
        this.everyFirst = noFirst.clone();
        this.everyRing = noRing.clone();
        this.first = noFirst;
        this.ring = noRing;
    }

    /** Where this thread tries first; a slot that is gone where it has none, or where the quick path ends. */
    Slot next(Thread thread, int bytes) {
        int index = index(sizes.indexOf(bytes), Rack.stripe(thread, stripeMask));
        int cursor = cursor(index);
        int at = words[cursor];
        if (at != 0) {
            Slot[] slots = ring[index];
            if (at < slots.length && at < words[cursor + 1]) {
                words[cursor] = at + 1;
                return slots[at];
            }
        }
        words[cursor] = 1;
        return first[index];
    }

    private int index(int size, int stripe) {
        return stripe << sizeBits | size;
    }

    private static int cursor(int index) {
        return ROOM + 2 * index;
    }

    /** Where the words of a rack are among all. */
    int cursor(int size, int stripe) {
        return cursor(index(size, stripe));
    }

    int[] words() {
        return words;
    }

    /** What are the slots of a rack from now on. */
    void change(int size, int stripe, Slot[] slots) {
        int index = index(size, stripe);
        changing.lock();
        try {
            everyFirst = everyFirst.clone();
            everyFirst[index] = slots.length == 0 ? nobody : slots[0];
            everyRing = everyRing.clone();
            everyRing[index] = slots;
            openOrShut();
        } finally {
            changing.unlock();
        }
    }

    /** Asks once more whether the quick path shall lead anywhere. */
    void adjust() {
        changing.lock();
        try {
            openOrShut();
        } finally {
            changing.unlock();
        }
    }

    private void openOrShut() {
        boolean isShut = shut.getAsBoolean();
        first = isShut ? noFirst : everyFirst;
        ring = isShut ? noRing : everyRing;
    }
}
