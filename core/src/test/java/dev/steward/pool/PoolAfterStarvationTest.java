package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Once the last starving waiter was served, idle resources are had again without waiting. */
@ExtendWith(NothingLeftBehind.class)
class PoolAfterStarvationTest {
    @Test
    void anIdleResourceIsRefusedToNobodyAfterTheLineHasEmptied() throws InterruptedException {
        Things things = new Things();
        try (Pool<Things.Thing> pool =
                things.pool().size(2, 2).starvationLimit(Duration.ZERO).build()) {
            await().until(() -> pool.statistics().idle() == 2);
            Lease<Things.Thing> first = pool.acquire();
            Lease<Things.Thing> second = pool.acquire();
            Thread waiter = new Thread(() -> pool.acquire().close());
            waiter.start();
            await().until(() -> !pool.waiting().isEmpty());
            // Not the one that this thread took last, where it looks first of all.
            first.close();
            waiter.join();

            assertThat(pool.statistics().idle()).isEqualTo(1);
            Lease<Things.Thing> again = pool.tryAcquire().orElseThrow();
            Lease<Things.Thing> none = pool.tryAcquire().orElse(null);
            assertThat(none).isNull();
            again.close();
            second.close();
        }
    }
}
