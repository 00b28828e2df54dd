package dev.steward.cli.source;

import java.util.List;

/**
 * What a page turned out to hold.
 *
 * @param rows the good records, in order
 * @param rejects the others, in order
 */
public record ParsedPage(List<Row> rows, List<Reject> rejects) {
    /** How many records the page has. */
    public int records() {
        return rows.size() + rejects.size();
    }
}
