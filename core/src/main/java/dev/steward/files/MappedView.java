package dev.steward.files;

import dev.steward.platform.MappedMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * A file read through memory, with no descriptor and no system call. It is let go of, not freed: before Java 22 whoever
 * reads from freed memory brings the process down, and one late reader is always possible. From then on that reader gets
 * an exception, which is told as that of a channel that was closed meanwhile. Threadsafe.
 */
final class MappedView extends SharedFile {
    private final MappedMemory memory;

    /** The memory's: one object fewer on the way to the bytes, which is a miss in the cache where files are many. */
    private final ByteBuffer bytes;

    private volatile boolean discarded;

    MappedView(OpenFile file, MappedMemory memory, long now) {
        super(file.path(), file.stamp(), now);
        this.memory = memory;
        this.bytes = memory.buffer();
    }

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException(path() + ": a position must be 0 or more, got " + position);
        }
        if (discarded) {
            throw new ClosedChannelException();
        }
        if (position >= bytes.capacity()) {
            return -1;
        }
        int from = (int) position;
        int count = Math.min(into.remaining(), bytes.capacity() - from);
        try {
            MappedMemory.copy(bytes, from, into, count);
        } catch (InternalError fault) {
            doubt();
            throw new IOException(
                    path() + " was made shorter while it was mapped; next: replace files instead of truncating them, or"
                            + " build the pool without mapped views",
                    fault);
        } catch (IllegalStateException freed) {
            if (discarded) {
                throw closed(freed);
            }
            throw freed;
        }
        into.position(into.position() + count);
        return count;
    }

    private static ClosedChannelException closed(IllegalStateException cause) {
        ClosedChannelException closed = new ClosedChannelException();
        closed.initCause(cause);
        return closed;
    }

    @Override
    boolean holdsDescriptor() {
        return false;
    }

    @Override
    boolean isUsable() {
        return !discarded;
    }

    @Override
    void discard() {
        discarded = true;
        memory.abandon();
    }
}
