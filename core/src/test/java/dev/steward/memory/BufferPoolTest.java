package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.StaleLeaseException;
import dev.steward.testing.NothingLeftBehind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class BufferPoolTest {
    @Test
    void aBufferIsAsANewHolderExpectsIt() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            try (Lease<ByteBuffer> lease = pool.acquire(1000)) {
                lease.get().order(ByteOrder.LITTLE_ENDIAN).putInt(7).mark().limit(4);
            }
            try (Lease<ByteBuffer> lease = pool.acquire(900)) {
                ByteBuffer buffer = lease.get();
                assertThat(buffer.position()).isZero();
                assertThat(buffer.limit()).isEqualTo(900);
                assertThat(buffer.capacity()).isEqualTo(1024);
                assertThat(buffer.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
                assertThat(buffer.isDirect()).isTrue();
            }
            assertThat(pool.statistics().hitRate()).isEqualTo(0.5);
        }
    }

    @Test
    void onlyAZeroedBufferHidesWhatTheLastHolderLeft() {
        try (BufferPool pool = BufferPool.builder("buffers")
                .idleTimeout(Duration.ofHours(1))
                .sizes(256, 1 << 16)
                .heap()
                .build()) {
            try (Lease<ByteBuffer> lease = pool.acquire(50_000)) {
                while (lease.get().hasRemaining()) {
                    lease.get().put((byte) 1);
                }
            }
            try (Lease<ByteBuffer> lease = pool.acquire(50_000)) {
                assertThat(lease.get().get(49_999)).isEqualTo((byte) 1);
            }
            try (Lease<ByteBuffer> lease = pool.acquireZeroed(50_000)) {
                assertThat(lease.get().isDirect()).isFalse();
                assertThat(lease.get().position()).isZero();
                for (int i = 0; i < 50_000; i++) {
                    assertThat(lease.get().get(i)).isZero();
                }
            }
        }
    }

    @Test
    void everyByteIsChargedIdleOrLeased() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.mib(4));
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).buildWithin(memory)) {
            Lease<ByteBuffer> small = pool.acquire(300);
            Lease<ByteBuffer> large = pool.acquire(2_000_000);
            assertThat(memory.used()).isEqualTo(320 + 2_000_000);
            small.close();
            large.close();
            assertThat(memory.used()).isEqualTo(320);
            assertThat(pool.usage().idle()).isEqualTo(320);
            assertThat(pool.reclaim(1)).isEqualTo(320);
            assertThat(memory.used()).isZero();
        }
    }

    @Test
    void idleBuffersOfOtherSizesMakeRoomBeforeARefusal() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.kib(64));
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).buildWithin(memory)) {
            List<Lease<ByteBuffer>> leases = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                leases.add(pool.acquire(4096));
            }
            assertThat(pool.tryAcquire(4096)).isEmpty();
            leases.forEach(Lease::close);
            assertThat(pool.usage().idle()).isEqualTo(Bytes.kib(64));
            try (Lease<ByteBuffer> whole = pool.acquire(1 << 16, Duration.ZERO)) {
                assertThat(whole.get().limit()).isEqualTo(1 << 16);
                assertThat(pool.usage().idle()).isZero();
            }
        }
    }

    @Test
    void reclaimFreesTheLargestFirst() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            Lease<ByteBuffer> small = pool.acquire(1024);
            Lease<ByteBuffer> large = pool.acquire(1 << 20);
            small.close();
            large.close();
            assertThat(pool.reclaim(1)).isEqualTo(1 << 20);
            assertThat(pool.usage().idle()).isEqualTo(1024);
            assertThat(pool.statistics().freed()).isEqualTo(1);
        }
    }

    @Test
    void whatDoesNotFitIntoItsSizeComesFromTheSystem() {
        try (BufferPool pool = BufferPool.builder("buffers")
                .idleTimeout(Duration.ofHours(1))
                .slotsPerSize(2)
                .build()) {
            List<Lease<ByteBuffer>> leases = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                leases.add(pool.acquire(300));
            }
            assertThat(pool.usage().inUse()).isEqualTo(2 * 320 + 3 * 300);
            assertThat(pool.statistics().unpooled()).isEqualTo(3);
            leases.forEach(Lease::close);
            assertThat(pool.usage().idle()).isEqualTo(2 * 320);
        }
    }

    @Test
    void anUnusedBufferIsFreedAfterTheIdleTimeout() {
        AtomicLong clock = new AtomicLong();
        try (BufferPool pool = BufferPool.builder("buffers")
                .idleTimeout(Duration.ofHours(1))
                .idleTimeout(Duration.ofSeconds(10))
                .ticker(clock::get)
                .build()) {
            Lease<ByteBuffer> unused = pool.acquire(1024);
            Lease<ByteBuffer> used = pool.acquire(2048);
            unused.close();
            used.close();
            assertThat(pool.usage().idle()).isEqualTo(3072);
            clock.addAndGet(Duration.ofSeconds(9).toNanos());
            pool.acquire(2048).close();
            assertThat(pool.usage().idle()).isEqualTo(3072);
            clock.addAndGet(Duration.ofSeconds(2).toNanos());
            assertThat(pool.usage().idle()).isEqualTo(2048);
            clock.addAndGet(Duration.ofSeconds(9).toNanos());
            assertThat(pool.usage().idle()).isZero();
        }
    }

    @Test
    void underPressureUnusedMemoryGoesSooner() {
        AtomicLong clock = new AtomicLong();
        try (BufferPool pool = BufferPool.builder("buffers")
                .idleTimeout(Duration.ofHours(1))
                .idleTimeout(Duration.ofSeconds(10))
                .ticker(clock::get)
                .build()) {
            pool.acquire(1024).close();
            assertThat(pool.usage().idle()).isEqualTo(1024);
            clock.addAndGet(Duration.ofSeconds(4).toNanos());
            assertThat(pool.usage().idle()).isEqualTo(1024);
            pool.restrain(0.7);
            assertThat(pool.usage().idle()).isZero();
            pool.restrain(0.0);
            pool.acquire(1024).close();
            clock.addAndGet(Duration.ofSeconds(4).toNanos());
            assertThat(pool.usage().idle()).isEqualTo(1024);
        }
    }

    @Test
    void theFiguresOfFragmentation() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            assertThat(pool.statistics().internalFragmentation()).isZero();
            Lease<ByteBuffer> other = pool.acquire(320);
            try (Lease<ByteBuffer> lease = pool.acquire(288)) {
                other.close();
                BufferStatistics figures = pool.statistics();
                assertThat(figures.requestedBytes()).isEqualTo(288);
                assertThat(figures.allocatedBytes()).isEqualTo(320);
                assertThat(figures.idleBytes()).isEqualTo(320);
                assertThat(figures.internalFragmentation()).isCloseTo(0.1, within(1e-9));
                assertThat(figures.externalFragmentation()).isCloseTo(0.5, within(1e-9));
                assertThat(lease.get().limit()).isEqualTo(288);
            }
        }
    }

    @Test
    void aStaleCloseIsCounted() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            Lease<ByteBuffer> lease = pool.acquire(1);
            lease.close();
            lease.close();
            assertThat(pool.statistics().staleCloses()).isEqualTo(1);
            assertThatThrownBy(lease::get)
                    .isInstanceOf(StaleLeaseException.class)
                    .hasMessageContaining("keep the lease, not the buffer");
        }
    }

    @Test
    void hundredsOfLargeDirectBuffersAreFreedWithoutACollection() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            for (int i = 0; i < 400; i++) {
                try (Lease<ByteBuffer> lease = pool.acquire(8 << 20)) {
                    lease.get().put(0, (byte) i);
                }
            }
            assertThat(pool.budget().used()).isZero();
        }
    }

    @Test
    void everyConflictOfTheOptionsIsReportedAtOnce() {
        assertThatThrownBy(() -> BufferPool.builder(" ")
                        .sizes(300, 100)
                        .slotsPerSize(0)
                        .maximum(-1)
                        .acquireTimeout(Duration.ofSeconds(-1))
                        .idleTimeout(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name")
                .hasMessageContaining("smallest must be a power of two of at least 64 bytes, got 300")
                .hasMessageContaining("largest must be a power of two")
                .hasMessageContaining("is less than the smallest")
                .hasMessageContaining("slotsPerSize")
                .hasMessageContaining("maximum")
                .hasMessageContaining("acquireTimeout")
                .hasMessageContaining("idleTimeout");
    }

    @Test
    void aNegativeSizeIsRefusedAndAnEmptyBufferIsNot() {
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).build()) {
            assertThatThrownBy(() -> pool.acquire(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("-1");
            try (Lease<ByteBuffer> empty = pool.acquire(0)) {
                assertThat(empty.get().hasRemaining()).isFalse();
            }
        }
    }
}
