package dev.steward.cli.load;

import dev.steward.cli.source.Row;
import org.jspecify.annotations.Nullable;

/**
 * A checksum over records in which their order plays no part: the sum of one 64-bit hash for each record. The hash is
 * taken over the record's number and its values with their lengths, so a value that moves to the next column, or a null
 * that becomes an empty text, changes it. It finds mistakes, not forgeries. Stateless.
 */
public final class Checksum {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Checksum() {}

    /** The hash of one record. */
    public static long of(Row row) {
        long hash = mixed(row.number());
        for (int i = 0; i < row.size(); i++) {
            hash = with(hash, row.value(i));
        }
        return mixed(hash);
    }

    private static long with(long before, @Nullable String value) {
        if (value == null) {
            return mixed(before ^ MULTIPLIER);
        }
        int length = value.length();
        long hash = mixed(before + length + 1);
        for (int i = 0; i < length; i++) {
            hash = (hash ^ value.charAt(i)) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** The finaliser of SplitMix64. */
    private static long mixed(long value) {
        long z = value + MULTIPLIER;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A checksum as it is shown: 16 hexadecimal digits. */
    public static String text(long checksum) {
        return String.format("%016x", checksum);
    }
}
