package dev.steward.cli.source;

/**
 * Cuts separated values: a line end inside quotes belongs to the value. A record whose quoting is broken (a quote that
 * is never closed, or text behind a closing quote) ends at its first line end, so one bad line costs one record and not
 * the rest of the file. Immutable.
 *
 * <p>Index and page come to the same answer about a broken record although a page shows less of what follows: if the
 * quote were closed behind the page's end, the record, and with it the page, would reach that far.
 */
final class CsvCutter implements Cutter {
    private static final int BROKEN = -2;

    private final byte separator;

    CsvCutter(char separator) {
        this.separator = (byte) separator;
    }

    @Override
    public int end(byte[] bytes, int from, int to, boolean last) {
        int end = quotedEnd(bytes, from, to, last);
        return end == BROKEN ? Cutter.lineEnd(bytes, from, to, last) : end;
    }

    @Override
    public boolean isBroken(byte[] bytes, int from, int to) {
        return quotedEnd(bytes, from, to, true) == BROKEN;
    }

    private int quotedEnd(byte[] bytes, int from, int to, boolean last) {
        boolean fieldStart = true;
        int at = from;
        while (at < to) {
            byte next = bytes[at];
            if (next == '\n' || next == '\r') {
                return Cutter.lineEnd(bytes, at, to, last);
            }
            if (fieldStart && next == '"') {
                boolean beyondReach = to - from >= LONGEST;
                at = closingQuote(bytes, at + 1, beyondReach ? from + LONGEST : to, last || beyondReach);
                if (at < 0) {
                    return at;
                }
                fieldStart = false;
            } else {
                fieldStart = next == separator;
            }
            at++;
        }
        return last ? to : MORE;
    }

    /** The offset of the quote that closes a value, {@link #BROKEN}, or {@link #MORE}. */
    private int closingQuote(byte[] bytes, int from, int to, boolean last) {
        int at = from;
        while (at < to) {
            if (bytes[at++] != '"') {
                continue;
            }
            if (at == to) {
                return last ? at - 1 : MORE;
            }
            byte next = bytes[at];
            if (next == '"') {
                at++;
            } else {
                return next == separator || next == '\n' || next == '\r' ? at - 1 : BROKEN;
            }
        }
        return last ? BROKEN : MORE;
    }
}
