package dev.steward.memory;

/**
 * The sizes that buffers are made in: powers of two and, between them, quarter steps, so that a request wastes less
 * than a fifth of its buffer. Immutable.
 *
 * <p>For 256 bytes and more: 256, 320, 384, 448, 512, 640, 768, 896, 1024 and so on. The index of a size is arithmetic
 * on its highest bits, not a search.
 */
final class SizeClasses {
    private static final int STEPS = 4;
    private static final int STEP_BITS = 2;

    private final int smallestShift;
    private final int count;

    /** From one power of two to another, both included. */
    SizeClasses(int smallest, int largest) {
        this.smallestShift = Integer.numberOfTrailingZeros(smallest);
        this.count = (Integer.numberOfTrailingZeros(largest) - smallestShift) * STEPS + 1;
    }

    int count() {
        return count;
    }

    /** The bytes of a class. */
    int size(int index) {
        return (STEPS + index % STEPS) << (smallestShift - STEP_BITS + index / STEPS);
    }

    /** The smallest class that holds so many bytes, or {@link #count()} when none does. */
    int indexOf(int bytes) {
        if (bytes <= 1 << smallestShift) {
            return 0;
        }
        // Of the last byte, so that an exact size belongs to its own class and not to the next.
        int last = bytes - 1;
        int shift = 31 - Integer.numberOfLeadingZeros(last);
        int quarter = (last >>> (shift - STEP_BITS)) - STEPS;
        return Math.min(count, (shift - smallestShift) * STEPS + quarter + 1);
    }
}
