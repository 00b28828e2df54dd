package dev.steward.cli.source;

import dev.steward.cli.refuse.Refusal;

/**
 * A file, repeated as often as it takes to get the records asked for. No page straddles two copies: the last page of
 * each copy may be shorter than the others. Immutable.
 */
public final class FilePlan implements PagePlan {
    private final PageIndex index;
    private final String name;
    private final long records;
    private final long pages;

    /**
     * A plan.
     *
     * @param index the file
     * @param name what it is called
     * @param records how many records to take, {@link #UNKNOWN} to go on until stopped
     */
    public FilePlan(PageIndex index, String name, long records) {
        if (index.layout().columns().isEmpty()) {
            throw Refusal.usage(name + " has no record that can be read: one JSON object a line is expected.");
        }
        this.index = index;
        this.name = name;
        this.records = records;
        this.pages = records == UNKNOWN ? UNKNOWN : pagesFor(records);
    }

    private long pagesFor(long count) {
        long rest = count % index.records();
        return count / index.records() * index.pages() + (rest + index.pageSize() - 1) / index.pageSize();
    }

    @Override
    public Layout layout() {
        return index.layout();
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public String fingerprint() {
        return "sha256:" + index.sha256() + " page-size:" + index.pageSize() + " records:"
                + (records == UNKNOWN ? "until-stopped" : records);
    }

    @Override
    public long pages() {
        return pages;
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public Numbering numbering(long page) {
        long first = page / index.pages() * index.records() + (long) inCopy(page) * index.pageSize() + 1;
        long left = records == UNKNOWN ? UNKNOWN : records - first + 1;
        return new Numbering(first, (int) Math.min(left, index.count(inCopy(page))));
    }

    @Override
    public long pageOf(long number) {
        long before = number - 1;
        return before / index.records() * index.pages() + before % index.records() / index.pageSize();
    }

    /** Where the page's bytes begin in the file. */
    long offset(long page) {
        return index.start(inCopy(page));
    }

    /** How many bytes of the file hold the page; for the last one more than it needs, when it is cut short. */
    int length(long page) {
        return Math.toIntExact(index.end(inCopy(page)) - index.start(inCopy(page)));
    }

    /** Whether the page has fewer records than lie in its bytes. */
    boolean isCutShort(long page) {
        return numbering(page).count() < index.count(inCopy(page));
    }

    private int inCopy(long page) {
        return (int) (page % index.pages());
    }
}
