package dev.steward.cli.supply;

import dev.steward.resource.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What a page is read with and into. Threadsafe. */
public interface Supplies {
    /** Room for so many bytes at least. */
    Lease<ByteBuffer> buffer(int bytes);

    /** A file, open for reading at positions. */
    Lease<FileChannel> open(Path file) throws IOException;
}
