package dev.steward.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that grows at its end. What is written is gathered in a buffer; each write stays in one piece, whichever threads
 * write. After a write that failed the appender writes no more, since nobody knows how much of it is in the file. It is
 * what a lease of {@link FilePool#append} holds. Threadsafe.
 */
public final class Appender {
    private final Path path;
    private final FileChannel channel;
    private final Durability durability;
    private final ByteBuffer buffer;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean broken;
    private boolean dirty;

    Appender(Path path, FileChannel channel, Durability durability, int bufferBytes) {
        this.path = path;
        this.channel = channel;
        this.durability = durability;
        this.buffer = ByteBuffer.allocate(bufferBytes);
    }

    /**
     * The file.
     *
     * @return its absolute path
     */
    public Path path() {
        return path;
    }

    /**
     * Appends text in UTF-8.
     *
     * @param text what to append
     * @throws IOException if it cannot be written, or an earlier write could not
     */
    public void write(String text) throws IOException {
        write(StandardCharsets.UTF_8.encode(text));
    }

    /**
     * Appends the rest of a buffer.
     *
     * @param bytes what to append; consumed
     * @throws IOException if it cannot be written, or an earlier write could not
     */
    public void write(ByteBuffer bytes) throws IOException {
        lock.lock();
        try {
            refuseIfBroken();
            if (bytes.remaining() > buffer.remaining()) {
                empty();
            }
            dirty = true;
            if (bytes.remaining() > buffer.remaining()) {
                pour(bytes);
            } else {
                buffer.put(bytes);
            }
            if (durability == Durability.EACH_WRITE) {
                empty();
                force();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands what is buffered to the system, and forces it onto the device if {@link Durability} says so.
     *
     * @throws IOException if it cannot be written, or an earlier write could not
     */
    public void flush() throws IOException {
        lock.lock();
        try {
            refuseIfBroken();
            empty();
            if (durability == Durability.ON_FLUSH) {
                force();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Flushes, and forces it onto the device whatever {@link Durability} says.
     *
     * @throws IOException if it cannot be written, or an earlier write could not
     */
    public void sync() throws IOException {
        lock.lock();
        try {
            refuseIfBroken();
            empty();
            force();
        } finally {
            lock.unlock();
        }
    }

    /** The end: what is buffered is written, unless it is broken, and the channel is closed in any case. */
    void finish() throws IOException {
        lock.lock();
        try (channel) {
            if (!broken) {
                empty();
                if (durability != Durability.SYSTEM) {
                    force();
                }
            }
        } finally {
            broken = true;
            lock.unlock();
        }
    }

    private void refuseIfBroken() throws IOException {
        if (broken) {
            throw new IOException(path + ": an earlier write failed or the lease is closed; next: append through a new"
                    + " lease, and look at the end of the file first");
        }
    }

    private void empty() throws IOException {
        buffer.flip();
        pour(buffer);
        buffer.clear();
    }

    private void pour(ByteBuffer bytes) throws IOException {
        boolean done = false;
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            done = true;
        } finally {
            broken |= !done;
        }
    }

    private void force() throws IOException {
        if (!dirty) {
            return;
        }
        boolean done = false;
        try {
            channel.force(false);
            done = true;
            dirty = false;
        } finally {
            // A failed fsync drops what it could not write, and the next one reports success: there is no second try.
            broken |= !done;
        }
    }
}
