package dev.steward.bench.peer;

import dev.steward.pool.Pool;
import dev.steward.pool.PoolBuilder;
import dev.steward.resource.Lease;
import java.time.Duration;

/** The pool of this project, through its public API and with its defaults. */
final class StewardPeer implements Peer<Lease<Item>> {
    private final Pool<Item> pool;

    StewardPeer(int slots, boolean shared) {
        PoolBuilder<Item> builder = Pool.builder("bench", Item::new)
                .size(slots, slots)
                .acquireTimeout(Duration.ofSeconds(PATIENCE_SECONDS));
        pool = (shared ? builder.sharedLeases() : builder).build();
    }

    @Override
    public Lease<Item> acquire() {
        return pool.acquire();
    }

    @Override
    public Item item(Lease<Item> hold) {
        return hold.get();
    }

    @Override
    public void release(Lease<Item> hold) {
        hold.close();
    }

    @Override
    public void close() {
        pool.close(Duration.ofSeconds(1));
    }
}
