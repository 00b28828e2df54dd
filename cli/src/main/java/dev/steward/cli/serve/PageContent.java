package dev.steward.cli.serve;

import dev.steward.cli.fault.Faults;
import dev.steward.cli.source.FilePageReader;
import dev.steward.cli.source.FilePlan;
import dev.steward.cli.source.Format;
import dev.steward.cli.supply.Supplies;
import dev.steward.resource.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The bytes of a page as they are sent: the header, where the file has one, so that every page is a file of its own; the
 * records; and the malformed record that a fault asks for. Threadsafe.
 */
public final class PageContent {
    private final FilePageReader reader;
    private final Supplies supplies;
    private final Path file;
    private final Faults faults;
    private final byte[] header;
    private final byte[] badRow;

    /**
     * The content of a plan's pages.
     *
     * @param plan the pages
     * @param supplies what the pages are read with and into
     * @param file the file
     * @param faults whether a page is to have a malformed record
     * @param withHeader whether each page begins with the header
     */
    public PageContent(FilePlan plan, Supplies supplies, Path file, Faults faults, boolean withHeader) {
        this.reader = new FilePageReader(plan);
        this.supplies = supplies;
        this.file = file;
        this.faults = faults;
        this.header = withHeader && plan.layout().header() ? header(plan) : new byte[0];
        this.badRow = badRow(plan);
    }

    private static byte[] header(FilePlan plan) {
        StringBuilder line = new StringBuilder();
        for (String column : plan.layout().columns()) {
            line.append(line.isEmpty() ? '"' : plan.layout().separator() + "\"")
                    .append(column.replace("\"", "\"\""))
                    .append('"');
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Broken in its own way for each format, and recognisable in the dead-letter file. */
    private static byte[] badRow(FilePlan plan) {
        String row = plan.layout().format() == Format.CSV ? "\"injected by --faults\n" : "{\"injected by --faults\n";
        return ('\n' + row).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a page.
     *
     * @return a lease on a buffer that holds the page between its position and its limit
     */
    public Lease<ByteBuffer> read(long page) throws IOException {
        int extra = faults.hasBadRow(page) ? badRow.length : 0;
        Lease<ByteBuffer> lease = supplies.buffer(header.length + reader.room(page) + extra);
        try {
            ByteBuffer buffer = lease.get();
            int start = buffer.position();
            buffer.put(header);
            try (Lease<FileChannel> channel = supplies.open(file)) {
                reader.read(channel.get(), page, buffer);
            }
            int end = buffer.limit();
            if (extra > 0) {
                buffer.limit(end + extra).position(end);
                buffer.put(badRow);
                end += extra;
            }
            buffer.limit(end).position(start);
            return lease;
        } catch (IOException | RuntimeException | Error failure) {
            lease.close();
            throw failure;
        }
    }
}
