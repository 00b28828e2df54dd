package dev.steward.bench;

import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, text, numbers and booleans as JSON, indented, numbers to three decimals. Stateless. */
final class JsonText {
    private JsonText() {}

    static String write(@Nullable Object value) {
        return write(value, "\n");
    }

    private static String write(@Nullable Object value, String newLine) {
        String inner = newLine + "  ";
        if (value instanceof Map<?, ?> map) {
            StringJoiner text = new StringJoiner("," + inner, "{" + inner, newLine + "}").setEmptyValue("{}");
            map.forEach((key, each) -> text.add(quoted(String.valueOf(key)) + ": " + write(each, inner)));
            return text.toString();
        }
        if (value instanceof Iterable<?> items) {
            StringJoiner text = new StringJoiner("," + inner, "[" + inner, newLine + "]").setEmptyValue("[]");
            items.forEach(each -> text.add(write(each, inner)));
            return text.toString();
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        return quoted(value.toString());
    }

    /** JSON has no word for what is not a number. */
    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "null";
        }
        double rounded = Math.round(value * 1000) / 1000.0;
        return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }

    private static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
