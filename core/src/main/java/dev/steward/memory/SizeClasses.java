package dev.steward.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sizes that buffers are made in. Immutable.
 *
 * <p>Either powers of two and, between them, quarter steps, so that a request wastes less than a fifth of its buffer: for
 * 256 bytes and more 256, 320, 384, 448, 512, 640, 768, 896, 1024 and so on; the index of a size is arithmetic on its
 * highest bits, not a search. Or tiers, as somebody chose them: few, and searched one by one.
 */
final class SizeClasses {
    private static final int STEPS = 4;
    private static final int STEP_BITS = 2;

    private final int smallestShift;
    private final int smallest;
    private final int largest;
    private final int count;
    private final int capacity;
    private final int @Nullable [] tiers;
    private final int[] capacities;

    private SizeClasses(int smallest, int largest, int count, int capacity, int @Nullable [] tiers, int[] capacities) {
        this.smallest = smallest;
        this.smallestShift = Integer.numberOfTrailingZeros(smallest);
        this.largest = largest;
        this.count = count;
        this.capacity = capacity;
        this.tiers = tiers;
        this.capacities = capacities;
    }

    /** From one power of two to another, both included, each with the same number of places. */
    static SizeClasses between(int smallest, int largest, int capacity) {
        int steps = Integer.numberOfTrailingZeros(largest) - Integer.numberOfTrailingZeros(smallest);
        return new SizeClasses(smallest, largest, steps * STEPS + 1, capacity, null, new int[0]);
    }

    /** These, in ascending order, each with its number of places. */
    static SizeClasses tiers(int[] sizes, int[] capacities) {
        int last = sizes.length - 1;
        return new SizeClasses(
                sizes[0],
                sizes[last],
                sizes.length,
                0,
                Arrays.copyOf(sizes, sizes.length),
                Arrays.copyOf(capacities, capacities.length));
    }

    int count() {
        return count;
    }

    /** Whether a request may be served with a larger size when its own is used up. */
    boolean fallThrough() {
        return tiers != null;
    }

    /** The bytes of a class. */
    int size(int index) {
        return tiers != null ? tiers[index] : (STEPS + index % STEPS) << (smallestShift - STEP_BITS + index / STEPS);
    }

    /** How many buffers of a class there may be. */
    int capacity(int index) {
        return tiers != null ? capacities[index] : capacity;
    }

    /** The smallest class that holds so many bytes, or {@link #count()} when none does, or the number is negative. */
    int indexOf(int bytes) {
        if (Integer.compareUnsigned(bytes, largest) > 0) {
            return count;
        }
        if (bytes <= smallest) {
            return 0;
        }
        if (tiers != null) {
            return search(tiers, bytes);
        }
        // Of the last byte, so that an exact size belongs to its own class and not to the next.
        int last = bytes - 1;
        int shift = 31 - Integer.numberOfLeadingZeros(last);
        int quarter = (last >>> (shift - STEP_BITS)) - STEPS;
        return (shift - smallestShift) * STEPS + quarter + 1;
    }

    private static int search(int[] tiers, int bytes) {
        int index = 1;
        while (tiers[index] < bytes) {
            index++;
        }
        return index;
    }
}
