package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was asked for is made without being asked for again, and made once. */
@ExtendWith(NothingLeftBehind.class)
class PoolRulesOfDemandTest {
    private final Things things = new Things();
    private final Callers callers = new Callers();

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

    /** However many look at who waits, as upkeep and those who come do, and as late as they decide. */
    @Test
    void whoWaitsHasOneMadeAndNoneBesides() throws Exception {
        for (int round = 0; round < 10; round++) {
            AtomicBoolean over = new AtomicBoolean();
            try (Pool<Things.Thing> pool = things.pool().size(0, 1_000).build()) {
                callers.start(() -> {
                    while (!over.get()) {
                        pool.population().growth().grow();
                    }
                });
                List<Lease<Things.Thing>> held = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    held.add(pool.acquire(Callers.LONG));
                }
                over.set(true);
                callers.join();
                held.forEach(Lease::close);
                assertThat(pool.statistics().created()).isEqualTo(300);
            }
        }
    }
}
