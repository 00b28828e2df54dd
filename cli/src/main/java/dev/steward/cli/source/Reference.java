package dev.steward.cli.source;

import dev.steward.cli.refuse.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A CSV file of keys and what they stand for, looked into by key without holding its content: one pass notes for each
 * record a hash of its key and its place, sixteen bytes a record, and a look reads the record itself. Of a key that is
 * there twice the first one counts. Immutable once built.
 */
public final class Reference {
    private static final int MASK_BITS = 40;

    private final Layout layout;
    private final String name;
    private long[] entries = new long[64];
    private long[] places = new long[64];
    private int count;

    private Reference(Layout layout, String name) {
        this.layout = layout;
        this.name = name;
    }

    /**
     * Reads a file from end to end.
     *
     * @throws Refusal when it is no CSV file of two columns or more
     */
    public static Reference of(FileChannel file, String name) throws IOException {
        byte[] content = readAll(file, name);
        int from = Detection.byteOrderMark(content);
        byte[] head = Arrays.copyOfRange(content, from, Math.min(content.length, from + Detection.SAMPLE_BYTES));
        Layout layout = Detection.of(head, head.length == content.length - from, name);
        if (layout.format() != Format.CSV || layout.columns().size() < 2) {
            throw Refusal.usage("--lookup " + name + " needs two columns: the key, and what it stands for.");
        }
        Reference reference = new Reference(layout, name);
        reference.index(content, from);
        return reference;
    }

    private static byte[] readAll(FileChannel file, String name) throws IOException {
        long size = file.size();
        if (size > Integer.MAX_VALUE - 8) {
            throw Refusal.usage("--lookup " + name + " is larger than 2 GiB: give a smaller reference.");
        }
        ByteBuffer content = ByteBuffer.allocate((int) size);
        int read = 0;
        while (read >= 0 && content.hasRemaining()) {
            read = file.read(content, content.position());
        }
        return content.array();
    }

    private void index(byte[] content, int from) {
        Slices slices = Slices.of(layout.cutter(), content, from, content.length, Integer.MAX_VALUE);
        int first = layout.header() ? 1 : 0;
        Integer[] order = new Integer[slices.count() - first];
        long[] hashes = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            String record = Utf8.leniently(content, slices.start(i + first), slices.end(i + first));
            hashes[i] = hash(Detection.values(record, layout.separator()).get(0));
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Long.compare(hashes[a], hashes[b]));
        entries = new long[order.length];
        places = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            int record = order[i] + first;
            entries[i] = hashes[order[i]];
            long start = slices.start(record);
            places[i] = start << (64 - MASK_BITS) | Math.min(slices.end(record) - start, (1 << (64 - MASK_BITS)) - 1);
        }
        count = order.length;
    }

    private static long hash(String key) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    /** What the second column is called. */
    public String valueColumn() {
        return layout.columns().get(1);
    }

    /** How many keys there are. */
    public int size() {
        return count;
    }

    /** How many bytes the index takes. */
    public long indexBytes() {
        return 16L * count;
    }

    /** What the key stands for, read from the file. */
    public Optional<String> find(FileChannel file, String key) throws IOException {
        long hash = hash(key);
        int at = Arrays.binarySearch(entries, hash);
        while (at > 0 && entries[at - 1] == hash) {
            at--;
        }
        for (; at >= 0 && at < count && entries[at] == hash; at++) {
            List<String> values = record(file, places[at]);
            if (values.get(0).equals(key)) {
                return values.size() > 1 && !values.get(1).isEmpty() ? Optional.of(values.get(1)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private List<String> record(FileChannel file, long place) throws IOException {
        int length = (int) (place & ((1L << (64 - MASK_BITS)) - 1));
        long start = place >>> (64 - MASK_BITS);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) {
            read = file.read(bytes, start + bytes.position());
        }
        return Detection.values(Utf8.leniently(bytes.array(), 0, bytes.position()), layout.separator());
    }

    @Override
    public String toString() {
        return name;
    }
}
