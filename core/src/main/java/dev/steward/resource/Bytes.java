package dev.steward.resource;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes, said and read in binary units (1 KiB = 1,024 bytes). Stateless. */
public final class Bytes {
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([kmgt]?)(i?b)?");
    private static final String UNITS = "kmgt";

    private Bytes() {}

    /**
     * Kibibytes in bytes.
     *
     * @param count how many KiB
     * @return the bytes
     * @throws ArithmeticException if that is more than a long holds
     */
    public static long kib(long count) {
        return Math.multiplyExact(count, 1L << 10);
    }

    /**
     * Mebibytes in bytes.
     *
     * @param count how many MiB
     * @return the bytes
     * @throws ArithmeticException if that is more than a long holds
     */
    public static long mib(long count) {
        return Math.multiplyExact(count, 1L << 20);
    }

    /**
     * Gibibytes in bytes.
     *
     * @param count how many GiB
     * @return the bytes
     * @throws ArithmeticException if that is more than a long holds
     */
    public static long gib(long count) {
        return Math.multiplyExact(count, 1L << 30);
    }

    /**
     * Reads a size such as {@code 64m}, {@code 64 MiB}, {@code 1g} or {@code 4096}.
     *
     * @param text the size; a bare number is bytes, k, m, g and t are binary multiples, in either case
     * @return the size in bytes
     * @throws IllegalArgumentException if the text is no size, or one beyond a long
     */
    public static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a size: write a number of bytes or one with a unit, such as 64m, 512k or 1g");
        }
        int shift = matcher.group(2).isEmpty() ? 0 : 10 * (UNITS.indexOf(matcher.group(2)) + 1);
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            throw new IllegalArgumentException("\"" + text + "\" is larger than " + format(Long.MAX_VALUE), tooLarge);
        }
    }

    /**
     * Writes a size with the unit that fits it, such as {@code 1.5 MiB}.
     *
     * @param bytes the size; may be negative
     * @return the text
     */
    public static String format(long bytes) {
        double amount = bytes;
        int unit = -1;
        while (Math.abs(amount) >= 1024 && unit < UNITS.length() - 1) {
            amount /= 1024;
            unit++;
        }
        return unit < 0
                ? bytes + " B"
                : String.format(
                        Locale.ROOT,
                        amount >= 100 ? "%.0f %siB" : "%.1f %siB",
                        amount,
                        Character.toUpperCase(UNITS.charAt(unit)));
    }
}
