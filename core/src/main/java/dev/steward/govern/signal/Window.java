package dev.steward.govern.signal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** The growth of a total over the last ten seconds. Not threadsafe. */
final class Window {
    private static final long NANOS = 10_000_000_000L;

    private final LongSupplier nanos;
    private final Deque<Point> points = new ArrayDeque<>();

    private record Point(long nanos, long total) {}

    Window(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * How much of the window a total of nanoseconds has grown by. The window counts in full from the beginning, so that
     * one busy moment at the start is not taken for a busy ten seconds.
     */
    double shareOfTime(long totalNanos) {
        long now = nanos.getAsLong();
        points.addLast(new Point(now, totalNanos));
        while (now - points.getFirst().nanos > NANOS) {
            points.removeFirst();
        }
        return Math.max(0.0, (double) (totalNanos - points.getFirst().total) / NANOS);
    }
}
