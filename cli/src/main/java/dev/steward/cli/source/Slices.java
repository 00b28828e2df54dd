package dev.steward.cli.source;

import java.util.Arrays;

/** The records of one page, as offsets into its bytes. Immutable once cut. */
final class Slices {
    private int[] bounds = new int[256];
    private int count;

    private Slices() {}

    /** Cuts the bytes into at most {@code most} records. */
    static Slices of(Cutter cutter, byte[] bytes, int from, int to, int most) {
        Slices slices = new Slices();
        int at = Cutter.skipBlank(bytes, from, to);
        while (at < to && slices.count < most) {
            int end = cutter.end(bytes, at, to, true);
            slices.add(at, end);
            at = Cutter.skipBlank(bytes, end, to);
        }
        return slices;
    }

    private void add(int start, int end) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = start;
        bounds[2 * count + 1] = end;
        count++;
    }

    int count() {
        return count;
    }

    int start(int record) {
        return bounds[2 * record];
    }

    int end(int record) {
        return bounds[2 * record + 1];
    }
}
