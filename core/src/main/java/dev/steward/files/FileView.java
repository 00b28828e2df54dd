package dev.steward.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file that is read at positions, by many readers at once; none has a position of its own that another could move. It
 * is what a lease of {@link FilePool#view} holds, and not to be used after that is closed. Threadsafe.
 */
public interface FileView {
    /**
     * The file.
     *
     * @return its absolute path
     */
    Path path();

    /**
     * How long the file is.
     *
     * @return its length in bytes; through a mapping, when it was mapped
     * @throws IOException if it cannot be told
     */
    long size() throws IOException;

    /**
     * Reads into the rest of a buffer.
     *
     * @param into where to; its position is moved by what was read
     * @param position where to begin in the file, 0 or more
     * @return how many bytes were read; -1 at or after the end of the file
     * @throws IOException if reading fails: a file that was made shorter under its mapping, a view that is not leased any
     *     more
     */
    int read(ByteBuffer into, long position) throws IOException;

    /**
     * Fills the rest of a buffer.
     *
     * @param into what to fill
     * @param position where to begin in the file, 0 or more
     * @throws EOFException if the file ends before the buffer is full
     * @throws IOException if reading fails
     */
    default void readFully(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = read(into, at);
            if (count < 0) {
                throw new EOFException(path() + " ends at " + size() + ", " + into.remaining()
                        + " bytes before the end of what was to be read from " + position);
            }
            at += count;
        }
    }
}
