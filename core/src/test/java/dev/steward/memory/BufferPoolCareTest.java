package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class BufferPoolCareTest {
    private static BufferPool strict() {
        return BufferPool.builder("buffers").strict().build();
    }

    @Test
    void aStrictPoolPoisonsWhatIsReleased() {
        try (BufferPool pool = strict()) {
            ByteBuffer kept;
            try (Lease<ByteBuffer> lease = pool.acquire(20_000)) {
                kept = lease.get();
                kept.put(0, (byte) 1).put(19_999, (byte) 1);
            }
            assertThat(kept.get(0)).isEqualTo((byte) 0xDB);
            assertThat(kept.get(19_999)).isEqualTo((byte) 0xDB);
        }
    }

    @Test
    void aStrictPoolFindsAWriteAfterTheRelease() {
        try (BufferPool pool = strict()) {
            ByteBuffer kept;
            try (Lease<ByteBuffer> lease = pool.acquire(20_000)) {
                kept = lease.get();
            }
            pool.acquire(20_000).close();
            assertThat(pool.statistics().writesAfterClose()).isZero();
            kept.put(17_000, (byte) 1);
            pool.acquire(20_000).close();
            assertThat(pool.statistics().writesAfterClose()).isEqualTo(1);
        }
    }

    @Test
    void inAStrictPoolAStalePositionTouchesNobodyElse() {
        try (BufferPool pool = strict()) {
            ByteBuffer kept;
            try (Lease<ByteBuffer> lease = pool.acquire(1000)) {
                kept = lease.get();
            }
            try (Lease<ByteBuffer> lease = pool.acquire(1000)) {
                kept.position(500).limit(600);
                assertThat(lease.get().position()).isZero();
                assertThat(lease.get().limit()).isEqualTo(1000);
            }
        }
    }

    @Test
    void inAStrictPoolAHoldingSaysWhereItWasAcquired() {
        try (BufferPool pool = strict();
                Lease<ByteBuffer> lease = pool.acquire(1000)) {
            assertThat(pool.holdings())
                    .singleElement()
                    .satisfies(holding -> assertThat(holding.site()).isNotNull());
            assertThat(lease.isOpen()).isTrue();
        }
    }

    @Test
    void aWipingPoolLeavesNothingBehind() {
        try (BufferPool pool = BufferPool.builder("buffers").wipeOnRelease().build()) {
            ByteBuffer kept;
            try (Lease<ByteBuffer> lease = pool.acquire(900)) {
                kept = lease.get();
                kept.limit(1024).put(1023, (byte) 1);
            }
            for (int i = 0; i < 1024; i++) {
                assertThat(kept.get(i)).isZero();
            }
            try (Lease<ByteBuffer> lease = pool.acquire(1024)) {
                assertThat(lease.get()).isSameAs(kept);
            }
        }
    }

    @Test
    void aDroppedLeaseIsFoundAndItsMemoryGoesBackToTheBudget() {
        AtomicReference<@Nullable String> dropped = new AtomicReference<>();
        try (BufferPool pool = BufferPool.builder("buffers")
                .strict()
                .idleTimeout(Duration.ofMillis(200))
                .build()) {
            drop(pool, dropped);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                System.gc();
                assertThat(pool.statistics().lost()).isEqualTo(1);
            });
            await().untilAsserted(() -> assertThat(pool.budget().used()).isZero());
            assertThat(pool.holdings()).isEmpty();
            assertThat(dropped.get()).isNotNull();
        }
    }

    private static void drop(BufferPool pool, AtomicReference<@Nullable String> dropped) {
        Lease<ByteBuffer> lease = pool.acquire(1000);
        dropped.set(lease.toString());
    }

    @Test
    void aLeaseThatWasHandedOverIsNotLost() {
        try (BufferPool pool = BufferPool.builder("buffers")
                .strict()
                .idleTimeout(Duration.ofMillis(200))
                .build()) {
            Lease<ByteBuffer> heir = pool.acquire(1000).handOver("heir");
            drop(pool, new AtomicReference<>());
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                System.gc();
                assertThat(pool.statistics().lost()).isEqualTo(1);
            });
            assertThat(heir.isOpen()).isTrue();
            heir.close();
        }
    }

    @Test
    void inAnOrdinaryPoolUpkeepChoosesLeasesToWatch() {
        try (BufferPool pool = BufferPool.builder("buffers")
                .idleTimeout(Duration.ofMillis(500))
                .build()) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                try (Lease<ByteBuffer> lease = pool.acquire(1000)) {
                    assertThat(lease.isOpen()).isTrue();
                    assertThat(pool.holdings().get(0).site()).isNotNull();
                }
            });
        }
    }

    @Test
    void whatUpkeepChoseIsWatchedNextAlthoughOthersAreIdle() {
        try (BufferPool pool = BufferPool.builder("buffers").build()) {
            List<Lease<ByteBuffer>> leases = List.of(pool.acquire(1000), pool.acquire(1000), pool.acquire(1000));
            leases.forEach(Lease::close);
            pool.tick();
            try (Lease<ByteBuffer> lease = pool.acquire(1000)) {
                assertThat(lease.isOpen()).isTrue();
                assertThat(pool.holdings())
                        .singleElement()
                        .satisfies(holding -> assertThat(holding.site()).isNotNull());
            }
        }
    }

    @Test
    void inAStrictPoolWhatLiesReadySinceItWasMadeIsWatchedAsWell() {
        try (BufferPool pool = strict()) {
            Lease<ByteBuffer> first = pool.acquire(1000);
            Lease<ByteBuffer> second = pool.acquire(1000);
            // The third chunk has two slots, of which one is not leased yet; and it is soon the only chunk.
            Lease<ByteBuffer> third = pool.acquire(1000);
            first.close();
            second.close();
            assertThat(pool.defragment()).isPositive();
            try (third;
                    Lease<ByteBuffer> fourth = pool.acquire(1000)) {
                assertThat(fourth.isOpen()).isTrue();
                assertThat(pool.holdings())
                        .hasSize(2)
                        .allSatisfy(holding -> assertThat(holding.site()).isNotNull());
            }
        }
    }
}
