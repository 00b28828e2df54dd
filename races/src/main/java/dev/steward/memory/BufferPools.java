package dev.steward.memory;

import dev.steward.resource.Lease;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Buffer pools of one buffer that are lent to one try after another, because each has a thread. Threadsafe. */
final class BufferPools {
    private static final Queue<BufferPool> FREE = new ConcurrentLinkedQueue<>();

    private BufferPools() {}

    static BufferPool take() {
        BufferPool pool = FREE.poll();
        return pool == null
                ? BufferPool.builder("raced")
                        .heap()
                        .sizes(64, 64)
                        .maximum(64)
                        .idleTimeout(Duration.ofHours(1))
                        .build()
                : pool;
    }

    /** Leases the one buffer, to see that it is there, and takes the pool back if it is. */
    static int check(BufferPool pool) {
        try (Lease<ByteBuffer> lease = pool.acquire(64)) {
            if (!lease.isOpen()) {
                return 0;
            }
        }
        FREE.add(pool);
        return 1;
    }
}
