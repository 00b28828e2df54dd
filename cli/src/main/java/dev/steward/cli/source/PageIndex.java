package dev.steward.cli.source;

import dev.steward.cli.refuse.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where each page of a file begins, found in one pass: eight bytes a page, so that a file of any size can be served from
 * any page on. The same pass counts the records (the count everything else is measured against), takes the file's
 * SHA-256, and collects the columns of NDJSON, whose objects need not all have the same fields. Immutable once built.
 */
public final class PageIndex {
    private static final int MOST_COLUMNS = 1_000;

    private final Layout layout;
    private final int pageSize;
    private final String sha256;
    private long[] starts = new long[64];
    private int pages;
    private long records;
    private long end;

    private PageIndex(FileChannel file, Layout detected, int pageSize, String name) throws IOException {
        this.pageSize = pageSize;
        MessageDigest digest = digest();
        Set<String> columns = new LinkedHashSet<>();
        scan(file, detected, name, digest, columns);
        this.layout = detected.format() == Format.NDJSON ? detected.withColumns(List.copyOf(columns)) : detected;
        this.sha256 = HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Reads a file from end to end.
     *
     * @param file the file, uncompressed
     * @param detected its layout
     * @param pageSize how many records make a page
     * @param name what it is called, for messages
     * @throws Refusal when it has no records, or one that never ends
     */
    public static PageIndex of(FileChannel file, Layout detected, int pageSize, String name) throws IOException {
        return new PageIndex(file, detected, pageSize, name);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private void scan(FileChannel file, Layout detected, String name, MessageDigest digest, Set<String> columns)
            throws IOException {
        Cutter cutter = detected.cutter();
        boolean headerAhead = detected.header();
        byte[] window = new byte[2 * Cutter.LONGEST];
        long windowStart = 0;
        int have = 0;
        boolean last = false;
        while (true) {
            int read = last ? 0 : fill(file, window, have, windowStart);
            digest.update(window, have, read);
            have += read;
            last = have < window.length;
            int at = windowStart == 0 ? Detection.byteOrderMark(window) : 0;
            while (true) {
                at = Cutter.skipBlank(window, at, have);
                int recordEnd = at < have ? cutter.end(window, at, have, last) : Cutter.MORE;
                if (recordEnd == Cutter.MORE) {
                    break;
                }
                if (headerAhead) {
                    headerAhead = false;
                } else {
                    add(windowStart + at, windowStart + recordEnd);
                    if (detected.format() == Format.NDJSON) {
                        collectColumns(window, at, recordEnd, columns, name);
                    }
                }
                at = recordEnd;
            }
            if (last) {
                break;
            }
            if (have - at >= Cutter.LONGEST) {
                throw Refusal.failure(name + ": record " + (records + 1) + " (at byte " + (windowStart + at)
                        + ") is longer than 1 MiB, so this is hardly the record format it looks like: check the file.");
            }
            System.arraycopy(window, at, window, 0, have - at);
            have -= at;
            windowStart += at;
        }
        if (records == 0) {
            throw Refusal.usage(name + " has " + (detected.header() ? "a header and no records" : "no records")
                    + ": give a file that has some.");
        }
    }

    private static int fill(FileChannel file, byte[] window, int have, long windowStart) throws IOException {
        ByteBuffer free = ByteBuffer.wrap(window, have, window.length - have);
        int read = 0;
        while (read >= 0 && free.hasRemaining()) {
            read = file.read(free, windowStart + free.position());
        }
        return free.position() - have;
    }

    private void add(long start, long recordEnd) {
        if (records % pageSize == 0) {
            if (pages == starts.length) {
                starts = Arrays.copyOf(starts, 2 * pages);
            }
            starts[pages++] = start;
        }
        records++;
        end = recordEnd;
    }

    private static void collectColumns(byte[] window, int from, int to, Set<String> columns, String name) {
        String text = Utf8.strictly(window, from, to);
        if (text == null) {
            return;
        }
        try {
            columns.addAll(JsonRecords.read(text).keySet());
        } catch (JsonRecords.NoRecordException rejectedLater) {
            return;
        }
        if (columns.size() > MOST_COLUMNS) {
            throw Refusal.usage(name + " has more than " + MOST_COLUMNS
                    + " different fields: give objects that share their fields.");
        }
    }

    /** The layout with its columns. */
    public Layout layout() {
        return layout;
    }

    /** How many records the file has. */
    public long records() {
        return records;
    }

    /** How many pages they make. */
    public int pages() {
        return pages;
    }

    /** How many records a page has, but for the last. */
    public int pageSize() {
        return pageSize;
    }

    /** The SHA-256 of the file, in hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** The offset of a page's first byte. */
    long start(int page) {
        return starts[page];
    }

    /** The offset behind a page's last byte. */
    long end(int page) {
        return page + 1 < pages ? starts[page + 1] : end;
    }

    /** How many records a page has. */
    int count(int page) {
        return (int) Math.min(pageSize, records - (long) page * pageSize);
    }
}
