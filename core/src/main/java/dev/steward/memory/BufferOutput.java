package dev.steward.memory;

import dev.steward.resource.BudgetExceededException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream, and a channel, into buffers leased from a pool. It grows block by block, each up to twice as large as the one
 * before, and never copies what was written. What it holds goes to a channel without a copy ({@link #drainTo}), or is read
 * again ({@link #toInput()}); each block is given back as soon as it is empty.
 *
 * <p>When the pool has no more room a write throws {@link BudgetExceededException}; what was written before stays, and so
 * does the part of that write which fitted: {@link #size()} tells. Confined to one thread at a time.
 */
public final class BufferOutput extends OutputStream implements WritableByteChannel {
    private static final int SMALLEST_BLOCK = 4 << 10;
    private static final int LARGEST_BLOCK = 64 << 10;

    private final BufferPool pool;

    /** Only the last has room. */
    private final Deque<Block> blocks = new ArrayDeque<>();

    private int nextBlock = SMALLEST_BLOCK;
    private long size;
    private boolean open = true;

    /**
     * Empty; it leases nothing before something is written.
     *
     * @param pool what the blocks are leased from
     */
    public BufferOutput(BufferPool pool) {
        this.pool = pool;
    }

    /**
     * How much was written and not drained.
     *
     * @return the bytes
     */
    public long size() {
        return size;
    }

    @Override
    public void write(int value) throws IOException {
        Block block = blockWithRoom();
        block.room().put((byte) value);
        size += block.written();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        write(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        refuseIfClosed();
        int written = 0;
        while (source.hasRemaining()) {
            Block block = blockWithRoom();
            Block.copy(source, block.room());
            int part = block.written();
            size += part;
            written += part;
        }
        return written;
    }

    /**
     * Reads from a channel straight into leased blocks, until it ends or has no more at hand.
     *
     * @param source what is read
     * @param most how many bytes at most
     * @return how many were read; -1 if the source had ended before
     * @throws IllegalArgumentException if that is negative
     * @throws IOException if the source fails
     */
    public long readFrom(ReadableByteChannel source, long most) throws IOException {
        if (most < 0) {
            throw new IllegalArgumentException(
                    pool.name() + ": 0 or more bytes can be read from a channel at most, got " + most);
        }
        long total = 0;
        while (total < most) {
            Block block = blockWithRoom();
            ByteBuffer room = block.room();
            room.limit((int) Math.min(room.limit(), room.position() + Math.min(Integer.MAX_VALUE / 2, most - total)));
            int read = source.read(room);
            size += block.written();
            if (read < 0) {
                return total == 0 ? -1 : total;
            }
            total += read;
            if (room.hasRemaining()) {
                return total;
            }
        }
        return total;
    }

    private Block blockWithRoom() throws IOException {
        refuseIfClosed();
        @Nullable Block last = blocks.peekLast();
        if (last != null && !last.isFull()) {
            return last;
        }
        Block block = new Block(pool.acquire(nextBlock));
        blocks.addLast(block);
        nextBlock = Math.min(LARGEST_BLOCK, 2 * nextBlock);
        return block;
    }

    private void refuseIfClosed() throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }

    /**
     * Writes what it holds to a channel, without copying where the pool is direct, and gives each block back once it is
     * written. With a blocking channel nothing is left; one that does not block takes what it can, and the next call goes
     * on from there.
     *
     * @param target where to
     * @return how many bytes were written
     * @throws IOException if the target fails; what it did not take stays
     */
    public long drainTo(WritableByteChannel target) throws IOException {
        refuseIfClosed();
        long total = 0;
        while (size > 0) {
            long before = size;
            if (target instanceof GatheringByteChannel gathering) {
                gathering.write(blocks.stream().map(Block::contents).toArray(ByteBuffer[]::new));
                blocks.forEach(block -> size -= block.read());
            } else {
                Block first = blocks.getFirst();
                target.write(first.contents());
                size -= first.read();
            }
            total += before - size;
            giveBackEmpty();
            if (before == size) {
                break;
            }
        }
        return total;
    }

    private void giveBackEmpty() {
        while (!blocks.isEmpty() && blocks.getFirst().isEmpty()) {
            blocks.removeFirst().close();
        }
        if (blocks.isEmpty()) {
            nextBlock = SMALLEST_BLOCK;
        }
    }

    /**
     * Makes a stream of what it holds, without copying. This is empty afterwards, and can be written to again.
     *
     * @return the stream, which must be closed or read to its end
     * @throws IOException if this is closed
     */
    public BufferInput toInput() throws IOException {
        refuseIfClosed();
        BufferInput input = new BufferInput(new ArrayDeque<>(blocks));
        blocks.clear();
        size = 0;
        nextBlock = SMALLEST_BLOCK;
        return input;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Gives back everything that was not drained. */
    @Override
    public void close() {
        open = false;
        size = 0;
        blocks.forEach(Block::close);
        blocks.clear();
    }
}
