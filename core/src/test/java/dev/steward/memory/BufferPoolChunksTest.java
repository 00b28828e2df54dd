package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class BufferPoolChunksTest {
    private static List<Lease<ByteBuffer>> acquire(BufferPool pool, int count, int bytes) {
        List<Lease<ByteBuffer>> leases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leases.add(pool.acquire(bytes));
        }
        return leases;
    }

    @Test
    void theSystemIsAskedEverMoreRarely() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            List<Lease<ByteBuffer>> leases = acquire(pool, 64, 256);
            assertThat(pool.statistics().created()).isEqualTo(7); // 1, 1, 2, 4, 8, 16, 32
            assertThat(pool.budget().used()).isEqualTo(64 * 256);
            leases.forEach(Lease::close);
            acquire(pool, 64, 256).forEach(Lease::close);
            assertThat(pool.statistics().created()).isEqualTo(7);
        }
    }

    @Test
    void whatIsIdleBesideALeasedBufferIsStranded() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            List<Lease<ByteBuffer>> leases = acquire(pool, 8, 1024); // chunks of 1, 1, 2 and 4
            Lease<ByteBuffer> kept = leases.remove(7);
            leases.forEach(Lease::close);
            BufferStatistics figures = pool.statistics();
            assertThat(figures.idleBytes()).isEqualTo(7 * 1024);
            assertThat(figures.strandedBytes()).isEqualTo(3 * 1024);
            assertThat(figures.allocatedBytes()).isEqualTo(1024);
            assertThat(figures.externalFragmentation()).isCloseTo(7.0 / 8, within(1e-9));
            assertThat(pool.usage().idle()).isEqualTo(4 * 1024);
            assertThat(pool.usage().inUse()).isEqualTo(4 * 1024);
            assertThat(pool.defragment()).isEqualTo(4 * 1024);
            assertThat(pool.budget().used()).isEqualTo(4 * 1024);
            kept.close();
            assertThat(pool.defragment()).isEqualTo(4 * 1024);
            assertThat(pool.budget().used()).isZero();
        }
    }

    @Test
    void aRefusedChunkIsTriedSmaller() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 11 * 1024);
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).buildWithin(memory)) {
            List<Lease<ByteBuffer>> leases = acquire(pool, 11, 1024);
            assertThat(memory.used()).isEqualTo(11 * 1024);
            assertThat(pool.tryAcquire(1024)).isEmpty();
            leases.forEach(Lease::close);
        }
    }

    @Test
    void upkeepFreesWhatNobodyUses() {
        try (BufferPool pool = BufferPool.builder("buffers")
                .idleTimeout(Duration.ofHours(1))
                .idleTimeout(Duration.ofMillis(100))
                .build()) {
            Lease<ByteBuffer> kept = pool.acquire(300);
            acquire(pool, 50, 5000).forEach(Lease::close);
            await().untilAsserted(() -> assertThat(pool.budget().used()).isEqualTo(320));
            assertThat(kept.isOpen()).isTrue();
            kept.close();
        }
    }

    @Test
    void whatWasReleasedLastIsLeasedNextWhateverElseIsHeld() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            List<Lease<ByteBuffer>> held = acquire(pool, 5, 256);
            Lease<ByteBuffer> again = held.remove(2);
            ByteBuffer buffer = again.get();
            again.close();
            for (int i = 0; i < 10; i++) {
                try (Lease<ByteBuffer> lease = pool.acquire(256)) {
                    assertThat(lease.get()).isSameAs(buffer);
                }
            }
            held.forEach(Lease::close);
        }
    }

    @Test
    void aFewBuffersThatTravelDoNotKeepAllThatWereEverNeeded() throws Exception {
        AtomicLong clock = new AtomicLong();
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        try (BufferPool pool = BufferPool.builder("buffers")
                .idleTimeout(Duration.ofSeconds(100))
                .ticker(clock::get)
                .build()) {
            acquire(pool, 256, 256).forEach(Lease::close);
            for (int second = 0; second < 120; second++) {
                for (int i = 0; i < 10; i++) {
                    List<Lease<ByteBuffer>> travelling = acquire(pool, 2, 256);
                    elsewhere.submit(() -> travelling.forEach(Lease::close)).get();
                }
                clock.addAndGet(Duration.ofSeconds(1).toNanos());
                pool.tick();
            }
            assertThat(pool.budget().used()).isLessThanOrEqualTo(16 * 256);
        } finally {
            elsewhere.shutdown();
            assertThat(elsewhere.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theFiguresOfEachSize() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            pool.acquire(1000).close();
            pool.acquire(1024).close();
            try (Lease<ByteBuffer> held = pool.acquire(5000)) {
                assertThat(held.isOpen()).isTrue();
                assertThat(pool.statistics().sizes()).hasSize(2);
                BufferStatistics.Size small = pool.statistics().sizes().get(0);
                BufferStatistics.Size large = pool.statistics().sizes().get(1);
                assertThat(small).isEqualTo(new BufferStatistics.Size(1024, 2, 1, 0, 1024));
                assertThat(small.hitRate()).isEqualTo(0.5);
                assertThat(large).isEqualTo(new BufferStatistics.Size(5120, 1, 1, 5120, 0));
            }
            pool.defragment();
            assertThat(pool.statistics().sizes().get(0)).isEqualTo(new BufferStatistics.Size(1024, 2, 1, 0, 0));
        }
    }

    @Test
    void theContentsOfNeighboursAreTheirOwn() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            List<Lease<ByteBuffer>> leases = acquire(pool, 40, 320);
            for (int i = 0; i < leases.size(); i++) {
                ByteBuffer buffer = leases.get(i).get();
                while (buffer.hasRemaining()) {
                    buffer.put((byte) i);
                }
            }
            for (int i = 0; i < leases.size(); i++) {
                ByteBuffer buffer = leases.get(i).get();
                assertThat(buffer.get(0)).isEqualTo((byte) i);
                assertThat(buffer.get(319)).isEqualTo((byte) i);
            }
            leases.forEach(Lease::close);
        }
    }

    @Test
    void anInvalidatedBufferIsNotUsedAgain() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            List<Lease<ByteBuffer>> leases = acquire(pool, 4, 1024); // chunks of 1, 1 and 2
            leases.get(2).invalidate();
            assertThat(pool.statistics().strandedBytes()).isEqualTo(1024);
            leases.get(3).close();
            assertThat(pool.defragment()).isEqualTo(2 * 1024);
            leases.get(0).invalidate();
            assertThat(pool.budget().used()).isEqualTo(1024);
            leases.get(1).close();
        }
    }

    @Test
    void tiersFallThroughToTheNextThatHasRoom() {
        try (BufferPool pool = BufferPool.builder("buffers")
                .idleTimeout(Duration.ofHours(1))
                .tier(1024, 2)
                .tier(16 << 10, 1)
                .tier(256 << 10, 1)
                .build()) {
            List<Lease<ByteBuffer>> leases = acquire(pool, 5, 1000);
            assertThat(leases)
                    .extracting(lease -> lease.get().capacity())
                    .containsExactly(1024, 1024, 16 << 10, 256 << 10, 1000);
            assertThat(leases).allMatch(lease -> lease.get().limit() == 1000);
            assertThat(pool.statistics().unpooled()).isEqualTo(1);
            leases.forEach(Lease::close);
            try (Lease<ByteBuffer> middle = pool.acquire(1025)) {
                assertThat(middle.get().capacity()).isEqualTo(16 << 10);
            }
        }
    }

    @Test
    void everyConflictOfTheTiersIsReportedAtOnce() {
        assertThatThrownBy(() -> BufferPool.builder("buffers")
                        .idleTimeout(Duration.ofHours(1))
                        .sizes(256, 1024)
                        .tier(100, 0)
                        .tier(64, 1)
                        .tier(1, 1)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("either tiers or the sizes between two")
                .hasMessageContaining("its count must be from 1 to 65536, got 0")
                .hasMessageContaining("ascending order of size, and 64 came after 100")
                .hasMessageContaining("from 64 bytes to 1 GiB, got 1");
    }

    @Test
    void aPoolThatIsForgottenEndsItsThread() {
        forget();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            System.gc();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("steward-forgotten-upkeep"));
        });
    }

    private static void forget() {
        assertThat(BufferPool.builder("forgotten")
                        .idleTimeout(Duration.ofMillis(50))
                        .build()
                        .isClosed())
                .isFalse();
        assertThat(Bytes.kib(1)).isEqualTo(1024);
    }
}
