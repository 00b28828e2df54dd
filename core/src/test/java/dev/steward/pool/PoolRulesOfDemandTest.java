package dev.steward.pool;

import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was asked for is made without being asked for again. */
@ExtendWith(NothingLeftBehind.class)
class PoolRulesOfDemandTest {
    private final Things things = new Things();

    @Test
    void whoTriesOnceHasOneMadeForLaterHoweverSoonAfterTheLastThatIs() {
        for (int round = 0; round < 200; round++) {
            try (Pool<Things.Thing> pool = things.pool().size(0, 2).build()) {
                Lease<Things.Thing> first = pool.acquire(Callers.LONG);
                pool.tryAcquire().ifPresent(Lease::close);
                await().until(() -> pool.statistics().size() == 2);
                first.close();
            }
        }
    }
}
