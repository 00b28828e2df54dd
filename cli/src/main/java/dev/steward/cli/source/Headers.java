package dev.steward.cli.source;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header of a page that is a CSV file of its own. Stateless. */
public final class Headers {
    private Headers() {}

    /** What follows the header; null when the page begins with anything but that header. An empty page stays empty. */
    public static @Nullable ByteBuffer behind(ByteBuffer page, Layout layout) {
        PageBytes bytes = PageBytes.of(page);
        byte[] array = bytes.array();
        int from = bytes.from();
        if (bytes.to() - from >= 3 && (array[from] & 0xFF) == 0xEF && (array[from + 1] & 0xFF) == 0xBB) {
            from += 3;
        }
        from = Cutter.skipBlank(array, from, bytes.to());
        ByteBuffer rest = page.duplicate();
        if (from == bytes.to()) {
            rest.position(rest.limit());
            return rest;
        }
        int end = layout.cutter().end(array, from, bytes.to(), true);
        List<String> names = Detection.values(Utf8.leniently(array, from, end), layout.separator());
        if (!names.stream().map(String::strip).toList().equals(layout.columns())) {
            return null;
        }
        rest.position(page.position() + end - bytes.from());
        return rest;
    }
}
