package dev.steward.bench.peer;

import dev.steward.Steward;
import dev.steward.ledger.Ledger;
import dev.steward.pool.Pool;
import dev.steward.resource.Lease;
import dev.steward.resource.Tracing;
import java.time.Duration;

/** The pool of this project looked after by a Steward, whose ledger traces a share of the leases or all of them. */
final class ManagedPeer implements Peer<Lease<Item>> {
    private final Steward steward;
    private final Pool<Item> pool;

    ManagedPeer(int slots, boolean shared, Tracing tracing) {
        steward = Steward.builder()
                .ledger(Ledger.builder().tracing(tracing))
                .closeDeadline(Duration.ofSeconds(1))
                .shutdownHook(false)
                .build();
        var builder = Pool.builder("bench", Item::new)
                .size(slots, slots)
                .acquireTimeout(Duration.ofSeconds(PATIENCE_SECONDS));
        pool = steward.manage(shared ? builder.sharedLeases() : builder);
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
        steward.close();
    }
}
