package dev.steward.bench.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A way to read files again and again. Confined to one thread. */
public interface FilePeer {
    /** Makes the file ready to be read, and lets go of it. */
    void open(Path file) throws IOException;

    /** Fills the buffer from that place of the file on. */
    void read(Path file, long position, ByteBuffer into) throws IOException;
}
