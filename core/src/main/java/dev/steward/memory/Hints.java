package dev.steward.memory;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The slot that an acquire tries first, by size and stripe: the first of that {@link Rack}. From a thread and a number of
 * bytes to it lead two loads that depend on each other, and no more: what lies between the end of one lease and the next
 * compare-and-set is waited for, not overlapped. Where there is no slot yet the hint is one that is never idle, and so
 * are all hints while the quick path shall lead nowhere; there is no flag to ask. Threadsafe.
 */
final class Hints {
    private final SizeClasses sizes;
    private final int stripeMask;
    private final int stripeBits;
    private final Slot nobody;
    private final Slot[] none;
    private final BooleanSupplier shut;
    private final ReentrantLock changing = new ReentrantLock();

    /** Those in force: replaced as a whole, so that who reads one sees the slot as it was made. */
    private volatile Slot[] open;

    /** Those in force while nothing keeps the quick path shut. */
    private Slot[] all;

    /**
     * No hints yet.
     *
     * @param nobody a slot that is gone
     * @param shut whether the quick path shall lead nowhere now
     */
    Hints(Shelves shelves, Slot nobody, BooleanSupplier shut) {
        this.sizes = shelves.sizes();
        this.stripeMask = shelves.stripeMask();
        this.stripeBits = shelves.stripeBits();
        this.nobody = nobody;
        this.shut = shut;
        this.none = new Slot[(sizes.count() + 1) << stripeBits];
        Arrays.fill(none, nobody);
        this.all = none.clone();
        this.open = none;
    }

    /** Where this thread tries first; a slot that is gone where it has none, or where the quick path ends. */
    Slot first(Thread thread, int bytes) {
        return open[sizes.indexOf(bytes) << stripeBits | Rack.stripe(thread, stripeMask)];
    }

    /** What is the first slot of a rack from now on. */
    void change(int size, int stripe, Slot[] slots) {
        int index = size << stripeBits | stripe;
        Slot first = slots.length == 0 ? nobody : slots[0];
        changing.lock();
        try {
            if (all[index] != first) {
                all = all.clone();
                all[index] = first;
                openOrShut();
            }
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
        open = shut.getAsBoolean() ? none : all;
    }
}
