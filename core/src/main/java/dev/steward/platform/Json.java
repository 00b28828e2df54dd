package dev.steward.platform;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, strings, numbers and booleans as JSON. Reports are flat and small, and core depends on no
 * library. Stateless.
 */
public final class Json {
    private Json() {}

    /** The text of a map, list, string, number or boolean. */
    public static String write(Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            for (Iterator<? extends Map.Entry<?, ?>> all = map.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<?, ?> entry = all.next();
                appendString(text, String.valueOf(entry.getKey()));
                append(text.append(':'), entry.getValue());
                text.append(all.hasNext() ? "," : "");
            }
            text.append('}');
        } else if (value instanceof Iterable<?> items) {
            text.append('[');
            for (Iterator<?> all = items.iterator(); all.hasNext(); ) {
                append(text, all.next());
                text.append(all.hasNext() ? "," : "");
            }
            text.append(']');
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            appendString(text, value.toString());
        }
    }

    private static void appendString(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
