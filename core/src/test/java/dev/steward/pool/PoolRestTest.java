package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.resource.Loss;
import dev.steward.resource.Tracing;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pool in which nothing goes on rests. Whatever a tick would have to see ends that. */
@ExtendWith(NothingLeftBehind.class)
class PoolRestTest {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int MAX = 4;

    private final AtomicInteger checked = new AtomicInteger();

    private static PoolBuilder<Object> builder() {
        return Pool.builder("resting", Object::new).size(0, MAX).tick(TICK);
    }

    private static void awaitRest(Pool<?> pool) {
        await().until(pool::isResting);
    }

    @Test
    void aLeaseThatBeginsOrEndsIsCountedAtOnce() {
        try (Pool<Object> pool = builder().build()) {
            Lease<Object> first = pool.acquire();
            awaitRest(pool);
            assertThat(pool.usage().inUse()).isEqualTo(1);
            assertThat(pool.usage().acquired()).isEqualTo(1);
            Lease<Object> second = pool.acquire();
            assertThat(pool.usage().inUse()).isEqualTo(2);
            awaitRest(pool);
            second.close();
            assertThat(pool.usage().inUse()).isEqualTo(1);
            assertThat(pool.usage().idle()).isEqualTo(1);
            assertThat(pool.usage().acquired()).isEqualTo(2);
            awaitRest(pool);
            assertThat(pool.usage().idle()).isEqualTo(1);
            assertThat(pool.reclaim(1)).isEqualTo(1);
            assertThat(pool.usage().idle()).isZero();
            awaitRest(pool);
            assertThat(pool.usage()).satisfies(usage -> {
                assertThat(usage.idle()).isZero();
                assertThat(usage.inUse()).isEqualTo(1);
                assertThat(usage.acquired()).isEqualTo(2);
            });
            first.close();
        }
    }

    @Test
    void theAgeOfALeaseThatBeginsMeanwhileIsKnown() {
        try (Pool<Object> pool = builder().size(MAX, MAX).build()) {
            awaitRest(pool);
            Lease<Object> held = pool.acquire();
            await().untilAsserted(() ->
                    assertThat(pool.overdue(Duration.ofMillis(50))).hasSize(1));
            held.close();
        }
    }

    @Test
    void aThreadThatEndsLosesWhatItHolds() throws Exception {
        try (Pool<Object> pool = builder().reclaimOrphans(true).build()) {
            CountDownLatch over = new CountDownLatch(1);
            Thread holder = new Thread(() -> {
                Lease<Object> lost = pool.acquire();
                assertThat(lost.isOpen()).isTrue();
                try {
                    over.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            });
            holder.start();
            await().until(() -> pool.usage().inUse() == 1);
            awaitRest(pool);
            over.countDown();
            holder.join();
            await().until(() -> pool.usage().inUse() == 0);
            assertThat(pool.statistics().orphaned()).isEqualTo(1);
        }
    }

    @Test
    @SuppressWarnings("unused") // What is lost is lost because nobody keeps it.
    void aLeaseWhoseHandleIsCollectedIsFound() {
        try (Pool<Object> pool = builder().build()) {
            pool.trace(Tracing.ALL);
            lose(pool);
            awaitRest(pool);
            List<Loss> losses = new ArrayList<>();
            await().untilAsserted(() -> {
                System.gc();
                losses.addAll(pool.takeLosses());
                assertThat(losses).hasSize(1);
            });
        }
    }

    private static void lose(Pool<Object> pool) {
        Lease<Object> lost = pool.acquire();
        assertThat(lost.isOpen()).isTrue();
    }

    @Test
    void whatIsIdleForTooLongGoes() {
        try (Pool<Object> pool = builder().idleTimeout(Duration.ofMillis(300)).build()) {
            pool.acquire().close();
            awaitRest(pool);
            assertThat(pool.statistics().size()).isEqualTo(1);
            await().until(() -> pool.statistics().size() == 0);
        }
    }

    @Test
    void whatIsTooOldIsReplaced() {
        try (Pool<Object> pool = builder().size(1, MAX).build()) {
            awaitRest(pool);
            pool.replaceAll();
            await().until(() -> pool.statistics().created() == 2);
            awaitRest(pool);
            pool.evictAll();
            await().until(() -> pool.statistics().created() == 3);
        }
    }

    @Test
    void whatIsToBeKeptAliveIsChecked() {
        try (Pool<Object> pool = builder()
                .size(1, MAX)
                .check(resource -> checked.incrementAndGet() > 0)
                .keepalive(Duration.ofMillis(100))
                .build()) {
            awaitRest(pool);
            await().until(() -> checked.get() >= 3);
        }
    }

    @Test
    void aLargerMinimumIsReached() {
        try (Pool<Object> pool = builder().build()) {
            awaitRest(pool);
            pool.resize(3, MAX);
            await().until(() -> pool.statistics().idle() == 3);
            awaitRest(pool);
            pool.resize(0, 1);
            await().until(() -> pool.statistics().size() == 1);
        }
    }

    @Test
    void aPoolHeldBackKeepsIdleResourcesForLessLong() {
        try (Pool<Object> pool = builder().build()) {
            pool.acquire().close();
            awaitRest(pool);
            pool.restrain(1);
            await().until(() -> pool.statistics().size() == 0);
        }
    }

    @Test
    void whoWaitsIsServed() throws Exception {
        try (Pool<Object> pool = builder().size(1, 1).build()) {
            Lease<Object> held = pool.acquire();
            awaitRest(pool);
            CountDownLatch served = new CountDownLatch(1);
            Thread waiter = new Thread(() -> {
                pool.acquire(Duration.ofSeconds(20)).close();
                served.countDown();
            });
            waiter.start();
            await().until(() -> pool.usage().waiting() == 1);
            assertThat(pool.isResting()).isFalse();
            held.close();
            assertThat(served.await(20, TimeUnit.SECONDS)).isTrue();
            waiter.join();
        }
    }
}
