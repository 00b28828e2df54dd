package dev.steward.cli.supply;

import dev.steward.files.FilePool;
import dev.steward.memory.BufferPool;
import dev.steward.resource.Lease;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Supplies out of pools, and so within their budgets.
 *
 * @param buffers where buffers come from
 * @param files where open files come from
 */
public record PooledSupplies(BufferPool buffers, FilePool files) implements Supplies {
    @Override
    public Lease<ByteBuffer> buffer(int bytes) {
        return buffers.acquire(bytes);
    }

    @Override
    public Lease<FileChannel> open(Path file) {
        return files.openRead(file);
    }
}
