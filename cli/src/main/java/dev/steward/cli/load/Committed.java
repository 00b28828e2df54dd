package dev.steward.cli.load;

import java.util.BitSet;

/** The pages that an earlier run has committed, and their sums. Confined to the thread that read it, then immutable. */
public final class Committed {
    private final BitSet pages = new BitSet();
    private long records;
    private long rejected;
    private long injected;
    private long checksum;

    void add(long page, long pageRecords, long pageRejected, long pageInjected, long pageChecksum) {
        pages.set(Math.toIntExact(page));
        records += pageRecords;
        rejected += pageRejected;
        injected += pageInjected;
        checksum += pageChecksum;
    }

    /** Whether a page was committed. */
    public boolean has(long page) {
        return page <= Integer.MAX_VALUE && pages.get((int) page);
    }

    /** How many pages were committed. */
    public long pages() {
        return pages.cardinality();
    }

    /** How many records they brought into the table. */
    public long records() {
        return records;
    }

    /** How many of their records were rejected, those put there as a fault included. */
    public long rejected() {
        return rejected;
    }

    /** How many of their records were put there as a fault. */
    public long injected() {
        return injected;
    }

    /** The sum of their records' checksums. */
    public long checksum() {
        return checksum;
    }
}
