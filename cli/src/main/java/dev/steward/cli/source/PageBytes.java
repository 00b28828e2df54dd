package dev.steward.cli.source;

import java.nio.ByteBuffer;

/** A page as an array and bounds, whatever sort of buffer it came in. Confined. */
final class PageBytes {
    private final byte[] array;
    private final int from;
    private final int to;

    private PageBytes(byte[] array, int from, int to) {
        this.array = array;
        this.from = from;
        this.to = to;
    }

    static PageBytes of(ByteBuffer page) {
        if (page.hasArray()) {
            int from = page.arrayOffset() + page.position();
            return new PageBytes(page.array(), from, from + page.remaining());
        }
        byte[] copy = new byte[page.remaining()];
        page.duplicate().get(copy);
        return new PageBytes(copy, 0, copy.length);
    }

    byte[] array() {
        return array;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}
