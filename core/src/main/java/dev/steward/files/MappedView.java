package dev.steward.files;

import dev.steward.platform.MappedMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file read through memory, with no descriptor and no system call. It is let go of, not freed: before Java 22 whoever
 * reads from freed memory brings the process down, and one late reader is always possible. Threadsafe.
 */
record MappedView(Path path, MappedMemory memory, ByteBuffer bytes) implements SharedView {
    static MappedView of(Path path, MappedMemory memory) {
        return new MappedView(path, memory, memory.buffer());
    }

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException(path + ": a position must be 0 or more, got " + position);
        }
        if (position >= bytes.capacity()) {
            return -1;
        }
        int from = (int) position;
        int count = Math.min(into.remaining(), bytes.capacity() - from);
        try {
            into.put(into.position(), bytes, from, count);
        } catch (InternalError fault) {
            throw new IOException(
                    path + " was made shorter while it was mapped; next: replace files instead of truncating them, or"
                            + " build the pool without mapped views",
                    fault);
        }
        into.position(into.position() + count);
        return count;
    }

    @Override
    public boolean holdsDescriptor() {
        return false;
    }

    @Override
    public boolean isUsable() {
        return true;
    }

    @Override
    public void discard() {
        memory.abandon();
    }
}
