package dev.steward.cli.source;

/**
 * Knows where a record ends, by its bytes alone, without decoding them. The index of a file, the page server and the
 * parser all cut with the same cutter, so they cannot disagree about what the n-th record is. Stateless.
 *
 * <p>A record that starts well and never ends must not swallow the file: nothing longer than {@link #LONGEST} is a
 * record.
 */
public interface Cutter {
    /** The most bytes a record may have. */
    int LONGEST = 1 << 20;

    /** The answer that the bytes end before the record does. */
    int MORE = -1;

    /**
     * The offset behind the record that starts at {@code from}, its line end included.
     *
     * @param last whether nothing follows {@code to}
     * @return the offset, or {@link #MORE} when the record goes on behind {@code to}
     */
    int end(byte[] bytes, int from, int to, boolean last);

    /** Whether the record in these bytes is broken beyond parsing, such as by a quote that is never closed. */
    boolean isBroken(byte[] bytes, int from, int to);

    /** The first offset that is not a line end: blank lines are no records. */
    static int skipBlank(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == '\n' || bytes[at] == '\r')) {
            at++;
        }
        return at;
    }

    /** The offset behind the line that starts at {@code from}. */
    static int lineEnd(byte[] bytes, int from, int to, boolean last) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n') {
                return at + 1;
            }
            if (bytes[at] == '\r') {
                if (at + 1 < to) {
                    return bytes[at + 1] == '\n' ? at + 2 : at + 1;
                }
                return last ? to : MORE;
            }
        }
        return last ? to : MORE;
    }
}
