package dev.steward.bench.buffer;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Netty's allocators, direct, with their caches for all threads: without, they are slower in threads that are not
 * Netty's own.
 */
final class NettyBuffers implements BufferPeer<ByteBuf> {
    private final ByteBufAllocator allocator;

    private NettyBuffers(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    static NettyBuffers pooled() {
        return new NettyBuffers(new PooledByteBufAllocator(
                true,
                PooledByteBufAllocator.defaultNumHeapArena(),
                PooledByteBufAllocator.defaultNumDirectArena(),
                PooledByteBufAllocator.defaultPageSize(),
                PooledByteBufAllocator.defaultMaxOrder(),
                PooledByteBufAllocator.defaultSmallCacheSize(),
                PooledByteBufAllocator.defaultNormalCacheSize(),
                true));
    }

    static NettyBuffers adaptive() {
        return new NettyBuffers(new AdaptiveByteBufAllocator(true, true));
    }

    @Override
    public ByteBuf acquire(int bytes) {
        return allocator.directBuffer(bytes, bytes);
    }

    @Override
    public void touch(ByteBuf buffer, int value) {
        buffer.setInt(0, value);
    }

    @Override
    public void release(ByteBuf buffer) {
        buffer.release();
    }

    @Override
    public long heldBytes() {
        return ((ByteBufAllocatorMetricProvider) allocator).metric().usedDirectMemory();
    }

    @Override
    public void close() {}
}
