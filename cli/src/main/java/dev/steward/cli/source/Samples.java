package dev.steward.cli.source;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the first page of an HTTP API says about all of them. Stateless. */
public final class Samples {
    private Samples() {}

    /** The layout of a page; its format shows in its first character. */
    public static Layout layoutOfPage(ByteBuffer page, String name) {
        PageBytes bytes = PageBytes.of(page);
        byte[] content = Arrays.copyOfRange(bytes.array(), bytes.from(), bytes.to());
        int mark = Detection.byteOrderMark(content);
        byte[] text = mark == 0 ? content : Arrays.copyOfRange(content, mark, content.length);
        int first = 0;
        while (first < text.length && text[first] <= ' ' && text[first] >= 0) {
            first++;
        }
        if (first < text.length && text[first] == '[') {
            List<String> columns = columns(JsonArrayPages.elements(ByteBuffer.wrap(text)));
            return new Layout(Format.JSON_ARRAY, ',', false, columns);
        }
        Layout layout = Detection.of(text, true, name);
        if (layout.format() != Format.NDJSON) {
            return layout;
        }
        Slices lines = Slices.of(new LineCutter(), text, 0, text.length, Integer.MAX_VALUE);
        Set<String> columns = new LinkedHashSet<>();
        for (int i = 0; i < lines.count(); i++) {
            columns.addAll(columns(List.of(Utf8.leniently(text, lines.start(i), lines.end(i)))));
        }
        return layout.withColumns(List.copyOf(columns));
    }

    private static List<String> columns(List<String> objects) {
        Set<String> columns = new LinkedHashSet<>();
        for (String object : objects) {
            columns.addAll(fieldsOf(object));
        }
        return List.copyOf(columns);
    }

    private static Set<String> fieldsOf(String object) {
        try {
            return JsonRecords.read(object).keySet();
        } catch (JsonRecords.NoRecordException rejectedLater) {
            return Set.of();
        }
    }

    /** How many records a page has. */
    public static int count(ByteBuffer page, Layout layout) {
        if (layout.format() == Format.JSON_ARRAY) {
            return JsonArrayPages.elements(page).size();
        }
        PageBytes bytes = PageBytes.of(page);
        int all = Slices.of(layout.cutter(), bytes.array(), bytes.from(), bytes.to(), Integer.MAX_VALUE)
                .count();
        return layout.header() ? all - 1 : all;
    }
}
