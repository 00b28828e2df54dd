package dev.steward.resource;

import java.time.Duration;
import java.util.Locale;

/** How durations are written in messages: {@code 850 us}, {@code 12 ms}, {@code 3.4 s}, {@code 2 min 5 s}. Stateless. */
public final class Durations {
    private Durations() {}

    /**
     * Writes a duration for a person, to about two digits.
     *
     * @param duration the duration
     * @return the text
     */
    public static String format(Duration duration) {
        long nanos;
        try {
            nanos = duration.toNanos();
        } catch (ArithmeticException forever) {
            return duration.toDays() + " d";
        }
        if (nanos < 1_000_000) {
            return nanos / 1_000 + " us";
        }
        if (nanos < 1_000_000_000) {
            return nanos / 1_000_000 + " ms";
        }
        if (nanos < 60_000_000_000L) {
            return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
        }
        return duration.toMinutes() < 120
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /**
     * A duration in nanoseconds, for arithmetic with {@link System#nanoTime()}.
     *
     * @param duration the duration
     * @return its nanoseconds; about 292 years when it is longer than that
     */
    public static long toNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
