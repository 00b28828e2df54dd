package dev.steward.cli.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads pages from a file by their place in it. Immutable. */
public final class FilePageReader {
    private final FilePlan plan;

    /** A reader for the pages of a plan. */
    public FilePageReader(FilePlan plan) {
        this.plan = plan;
    }

    /** How many bytes of room a page needs. */
    public int room(long page) {
        return plan.length(page);
    }

    /**
     * Reads one page.
     *
     * @param into an array-backed buffer with {@link #room} bytes from its position on; on return the page lies between
     *     position and limit
     */
    public void read(FileChannel file, long page, ByteBuffer into) throws IOException {
        int start = into.position();
        into.limit(start + plan.length(page));
        long offset = plan.offset(page);
        while (into.hasRemaining()) {
            if (file.read(into, offset + into.position() - start) < 0) {
                throw new EOFException("the file has become shorter since it was indexed");
            }
        }
        into.flip().position(start);
        if (plan.isCutShort(page)) {
            PageBytes bytes = PageBytes.of(into);
            int count = plan.numbering(page).count();
            Slices slices = Slices.of(plan.layout().cutter(), bytes.array(), bytes.from(), bytes.to(), count);
            into.limit(start + slices.end(count - 1) - bytes.from());
        }
    }
}
