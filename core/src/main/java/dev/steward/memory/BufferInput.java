package dev.steward.memory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream, and a channel, out of leased buffers, each of which is given back as soon as it was read. Made by {@link
 * BufferOutput#toInput()}. Confined to one thread at a time.
 */
public final class BufferInput extends InputStream implements ReadableByteChannel {
    private final Deque<Block> blocks;
    private boolean open = true;

    BufferInput(Deque<Block> blocks) {
        this.blocks = blocks;
    }

    /** The block to read from, or null at the end. */
    private @Nullable Block next() throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        while (!blocks.isEmpty()) {
            if (!blocks.getFirst().isEmpty()) {
                return blocks.getFirst();
            }
            blocks.removeFirst().close();
        }
        return null;
    }

    @Override
    public int read() throws IOException {
        @Nullable Block block = next();
        if (block == null) {
            return -1;
        }
        int value = block.contents().get() & 0xFF;
        block.read();
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        return length == 0 ? 0 : read(ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        @Nullable Block block = next();
        if (block == null) {
            return -1;
        }
        int total = 0;
        while (block != null && target.hasRemaining()) {
            Block.copy(block.contents(), target);
            total += block.read();
            block = next();
        }
        return total;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long left = bytes;
        @Nullable Block block = next();
        while (block != null && left > 0) {
            ByteBuffer contents = block.contents();
            contents.position(contents.position() + (int) Math.min(contents.remaining(), left));
            left -= block.read();
            block = next();
        }
        return Math.max(0, bytes - Math.max(0, left));
    }

    @Override
    public int available() throws IOException {
        next();
        return (int) Math.min(
                Integer.MAX_VALUE, blocks.stream().mapToLong(Block::size).sum());
    }

    @Override
    public long transferTo(OutputStream target) throws IOException {
        return transferTo(Channels.newChannel(target));
    }

    /**
     * Writes all that is left to a channel that blocks, without copying where the pool is direct.
     *
     * @param target where to
     * @return how many bytes were written
     * @throws IOException if the target fails; what it did not take stays
     */
    public long transferTo(WritableByteChannel target) throws IOException {
        long total = 0;
        for (@Nullable Block block = next(); block != null; block = next()) {
            target.write(block.contents());
            total += block.read();
        }
        return total;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Gives back what was not read. */
    @Override
    public void close() {
        open = false;
        blocks.forEach(Block::close);
        blocks.clear();
    }
}
