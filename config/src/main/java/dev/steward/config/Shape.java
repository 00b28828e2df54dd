package dev.steward.config;

import dev.steward.pool.PoolPreset;
import dev.steward.resource.Bytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a value may look like, and what it means. */
enum Shape {
    /** A whole number from 0 on. */
    COUNT("a whole number such as 20") {
        @Override
        Object read(String text) {
            if (!text.matches("[0-9]{1,9}")) {
                throw new IllegalArgumentException();
            }
            return Integer.parseInt(text);
        }
    },
    /** An amount of memory. */
    BYTES("an amount of memory such as 500m or 2g") {
        @Override
        Object read(String text) {
            return Bytes.parse(text);
        }
    },
    /** A length of time. */
    TIME("a time such as 500ms, 30s, 5m or 2h") {
        @Override
        Object read(String text) {
            Matcher time = TIME_TEXT.matcher(text);
            if (!time.matches()) {
                throw new IllegalArgumentException();
            }
            long amount = Long.parseLong(time.group(1));
            return switch (time.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        }
    },
    /** A share of a whole. */
    SHARE("a share from 0 to 1 such as 0.8") {
        @Override
        Object read(String text) {
            double share = Double.parseDouble(text);
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException();
            }
            return share;
        }
    },
    /** On or off. */
    SWITCH("true or false") {
        @Override
        Object read(String text) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException();
            }
            return Boolean.valueOf(text);
        }
    },
    /** The name of a preset. */
    PRESET("one of " + presets()) {
        @Override
        Object read(String text) {
            return PoolPreset.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    };

    private static final Pattern TIME_TEXT = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h)");

    private final String allowed;

    Shape(String allowed) {
        this.allowed = allowed;
    }

    /** What is allowed, for messages. */
    String allowed() {
        return allowed;
    }

    /** The value, or an {@link IllegalArgumentException} without a message. */
    abstract Object read(String text);

    private static String presets() {
        return Arrays.stream(PoolPreset.values())
                .map(preset -> preset.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
