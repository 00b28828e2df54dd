package dev.steward.cli.source;

/**
 * The ordinals of a page's records.
 *
 * @param first the ordinal of the first record
 * @param count how many records have one; what follows them was added as a fault and has none
 */
public record Numbering(long first, int count) {
    /** The ordinal of the record at a position of the page, or 0. */
    long at(int position) {
        return position < count ? first + position : 0;
    }
}
