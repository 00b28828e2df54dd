package dev.steward.work;

import java.util.concurrent.TimeUnit;

/**
 * How large the next batch may be. Under high pressure it is halved, when that is over it grows by a quarter, and under
 * critical pressure nothing is begun for a while: the pauses double up to a second, and together end after a time, since
 * a run that never goes on would hold what it has for ever. The thresholds are those of the governor's levels. Confined
 * to one thread.
 */
final class Pace {
    private static final double RELAXED = 0.65;
    private static final double HIGH = 0.85;
    private static final double CRITICAL = 0.92;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Brake brake;
    private final int smallest;
    private final int largest;
    private final long mostBrakedNanos;
    private int size;
    private double pressure;
    private long brakedNanos;

    Pace(Brake brake, int smallest, int largest, long mostBrakedNanos) {
        this.brake = brake;
        this.smallest = smallest;
        this.largest = largest;
        this.mostBrakedNanos = mostBrakedNanos;
        size = largest;
    }

    /** The size of the next batch; waits before it says it if it has to. */
    int next() throws InterruptedException {
        pressure = brake.pressure();
        long pause = FIRST_PAUSE_NANOS;
        for (long left = mostBrakedNanos; pressure >= CRITICAL && left > 0; left -= pause) {
            long turn = Math.min(pause, left);
            TimeUnit.NANOSECONDS.sleep(turn);
            brakedNanos += turn;
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            pressure = brake.pressure();
        }
        if (pressure >= CRITICAL) {
            size = smallest;
        } else if (pressure >= HIGH) {
            size = Math.max(smallest, size / 2);
        } else if (pressure < RELAXED) {
            size = (int) Math.min(largest, size + Math.max(1L, size / 4));
        }
        return size;
    }

    int size() {
        return size;
    }

    double pressure() {
        return pressure;
    }

    long brakedNanos() {
        return brakedNanos;
    }
}
