package dev.steward.bench.buffer;

import dev.steward.memory.BufferPool;
import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The pool of this project with its defaults, below a budget for the whole process. */
final class StewardBuffers implements BufferPeer<Lease<ByteBuffer>> {
    private final Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.mib(900));
    private final BufferPool pool = BufferPool.builder("bench").buildWithin(memory);

    @Override
    public Lease<ByteBuffer> acquire(int bytes) {
        return pool.acquire(bytes);
    }

    @Override
    public void touch(Lease<ByteBuffer> buffer, int value) {
        buffer.get().putInt(0, value);
    }

    @Override
    public void release(Lease<ByteBuffer> buffer) {
        buffer.close();
    }

    @Override
    public long heldBytes() {
        return memory.used();
    }

    @Override
    public void close() {
        pool.close(Duration.ofSeconds(1));
    }
}
