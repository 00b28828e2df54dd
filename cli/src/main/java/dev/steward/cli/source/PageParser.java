package dev.steward.cli.source;

import java.nio.ByteBuffer;
import java.util.List;

/** Turns the bytes of a page into rows. Implementations are stateless. */
public interface PageParser {
    /**
     * Reads a page. It never throws for what a page holds: a record that cannot be read becomes a reject.
     *
     * @param page the bytes, from the first record on (without a header); position and limit are not changed
     * @param numbers the ordinals of its records
     */
    ParsedPage parse(ByteBuffer page, Numbering numbers);

    /** The parser for a layout. */
    static PageParser of(Layout layout) {
        List<String> columns = layout.columns();
        return switch (layout.format()) {
            case CSV -> new CsvPages(layout);
            case NDJSON -> new NdjsonPages(columns);
            case JSON_ARRAY -> new JsonArrayPages(columns);
        };
    }
}
