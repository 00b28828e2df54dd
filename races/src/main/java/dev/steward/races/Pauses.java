package dev.steward.races;

/** Pauses of different lengths, so that the tries meet at different moments. Stateless. */
final class Pauses {
    private Pauses() {}

    /** Some time below that, in nanoseconds. */
    static long below(long nanos) {
        long mixed = System.nanoTime() * 0x9E3779B97F4A7C15L;
        return (mixed >>> 1) % nanos;
    }

    /** Lets that time pass on the processor. */
    static void spin(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }
}
