package dev.steward.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.Steward;
import dev.steward.memory.BufferPool;
import dev.steward.memory.ByteArrayPool;
import dev.steward.memory.MemoryReservation;
import dev.steward.memory.MemoryReservations;
import dev.steward.process.ProcessPool;
import dev.steward.resource.Holding;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.resource.Tracing;
import dev.steward.testing.NothingLeftBehind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is not built on the slot pool is traced, and missed, like the rest. */
@ExtendWith(NothingLeftBehind.class)
class MemorySuspicionsTest {
    private static Steward steward(Tracing tracing) {
        return Steward.builder()
                .ledger(Ledger.builder().tick(Duration.ofMillis(10)).tracing(tracing))
                .closeDeadline(Duration.ofMillis(100))
                .shutdownHook(false)
                .build();
    }

    private static Suspicion awaitSuspicion(Steward steward, Verdict verdict) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return steward.ledger().history().stream().anyMatch(each -> each.verdict() == verdict);
        });
        return steward.ledger().history().stream()
                .filter(each -> each.verdict() == verdict)
                .findFirst()
                .orElseThrow();
    }

    private static void assertSite(Managed thing) {
        assertThat(thing.holdings())
                .allSatisfy(holding -> assertThat(holding.site()).asString().contains("MemorySuspicionsTest"))
                .isNotEmpty();
    }

    @Test
    void tracedStrictlyEachHoldingHasItsSite() {
        try (Steward steward = steward(Tracing.ALL)) {
            BufferPool buffers = steward.manage(BufferPool.builder("buffers"));
            ByteArrayPool arrays = steward.manage(ByteArrayPool.blueprint(BufferPool.builder("arrays")));
            MemoryReservations sorts = steward.manage(MemoryReservations.blueprint("sorts"));
            for (int i = 0; i < 10; i++) {
                try (Lease<ByteBuffer> pooled = buffers.acquire(1000);
                        Lease<ByteBuffer> loose = buffers.acquire(5 << 20);
                        Lease<byte[]> array = arrays.acquire(1000);
                        MemoryReservation sort = sorts.reserve("a sort", 1000)) {
                    assertThat(pooled.isOpen() && loose.isOpen() && array.isOpen() && sort.bytes() > 0)
                            .isTrue();
                    assertThat(buffers.holdings()).hasSize(2);
                    assertSite(buffers);
                    assertSite(arrays);
                    assertSite(sorts);
                }
            }
            assertThat(buffers.statistics().idleBytes()).isPositive();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void soHasTheLeaseOfAChildProcess() {
        try (Steward steward = steward(Tracing.ALL)) {
            ProcessPool children = steward.manage(ProcessPool.builder("cats", "cat"));
            try (Lease<?> lease = children.acquire()) {
                assertThat(lease.isOpen()).isTrue();
                assertSite(children);
            }
        }
    }

    @Test
    void sampledSomeHoldingsHaveTheirSiteAndSwitchedOffNoneHas() {
        try (Steward steward = steward(Tracing.SAMPLED)) {
            BufferPool buffers = steward.manage(BufferPool.builder("buffers").idleTimeout(Duration.ofMillis(500)));
            MemoryReservations sorts = steward.manage(MemoryReservations.blueprint("sorts"));
            await().until(() -> isTraced(buffers, () -> buffers.acquire(1000)));
            await().until(() -> isTraced(sorts, () -> sorts.reserve("a sort", 1000)));
            assertThat(tracedOf(1_000, buffers, () -> buffers.acquire(1000))).isLessThan(900);
            buffers.trace(Tracing.OFF);
            sorts.trace(Tracing.OFF);
            // What upkeep has marked before that is used up by one lease.
            buffers.acquire(1000).close();
            assertThat(tracedOf(1_000, buffers, () -> buffers.acquire(1000))).isZero();
            assertThat(tracedOf(1_000, sorts, () -> sorts.reserve("a sort", 1000)))
                    .isZero();
        }
    }

    private static int tracedOf(int leases, Managed thing, Supplier<AutoCloseable> acquire) {
        int traced = 0;
        for (int i = 0; i < leases; i++) {
            traced += isTraced(thing, acquire) ? 1 : 0;
        }
        return traced;
    }

    private static boolean isTraced(Managed thing, Supplier<AutoCloseable> acquire) {
        try (AutoCloseable lease = acquire.get()) {
            assertThat(lease).isNotNull();
            return thing.holdings().stream().map(Holding::site).anyMatch(site -> site != null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aForgottenBufferIsReportedWithItsSiteAndItsRoomIsGivenBack() {
        try (Steward steward = steward(Tracing.ALL)) {
            BufferPool buffers = steward.manage(BufferPool.builder("buffers").idleTimeout(Duration.ofMillis(200)));
            forgetBuffer(buffers);
            Suspicion suspicion = awaitSuspicion(steward, Verdict.UNREACHABLE);
            assertThat(suspicion.site()).asString().contains("MemorySuspicionsTest.forgetBuffer");
            assertThat(suspicion.holder()).isEqualTo(Thread.currentThread().getName());
            await().until(() -> buffers.budget().used() == 0);
            await().until(() -> steward.ledger().suspicions().isEmpty());
            assertThat(steward.ledger().counts()).containsEntry(Verdict.UNREACHABLE, 1L);
        }
    }

    private static void forgetBuffer(BufferPool buffers) {
        assertThat(buffers.acquire(1000).get().remaining()).isEqualTo(1000);
    }

    @Test
    void aForgottenBufferThatMayNotBeTakenBackIsOnlyReported() {
        try (Steward steward = steward(Tracing.ALL)) {
            BufferPool buffers = steward.manage(BufferPool.builder("buffers")
                    .idleTimeout(Duration.ofMillis(200))
                    .reclaimUnreachable(false));
            forgetBuffer(buffers);
            assertThat(awaitSuspicion(steward, Verdict.UNREACHABLE).isOpen()).isTrue();
            assertThat(buffers.usage().inUse()).isPositive();
        }
    }

    @Test
    void aForgottenReservationIsReportedWithItsSiteAndGivenBack() {
        try (Steward steward = steward(Tracing.ALL)) {
            MemoryReservations sorts = steward.manage(MemoryReservations.blueprint("sorts"));
            forgetReservation(sorts);
            assertThat(sorts.budget().used()).isEqualTo(5000);
            Suspicion suspicion = awaitSuspicion(steward, Verdict.UNREACHABLE);
            assertThat(suspicion.site()).asString().contains("MemorySuspicionsTest.forgetReservation");
            assertThat(suspicion.label()).isEqualTo("sort of orders");
            assertThat(sorts.budget().used()).isZero();
            assertThat(sorts.usage().returned()).isEqualTo(1);
        }
    }

    private static void forgetReservation(MemoryReservations sorts) {
        assertThat(sorts.reserve("sort of orders", 5000).bytes()).isEqualTo(5000);
    }

    @Test
    void theBufferOfAThreadThatHasEndedIsReportedAndCanStillBeClosed() throws Exception {
        List<Lease<ByteBuffer>> left = new ArrayList<>();
        try (Steward steward = steward(Tracing.ALL)) {
            BufferPool buffers = steward.manage(BufferPool.builder("buffers").idleTimeout(Duration.ofMillis(200)));
            Thread leaver = new Thread(() -> left.add(buffers.acquire(1000)), "leaver");
            leaver.start();
            leaver.join();
            Suspicion suspicion = awaitSuspicion(steward, Verdict.ORPHANED);
            assertThat(suspicion.holder()).isEqualTo("leaver");
            assertThat(suspicion.site()).asString().contains("MemorySuspicionsTest");
            assertThat(left.get(0).isOpen()).isTrue();
            left.get(0).close();
            await().until(() -> steward.ledger().suspicions().isEmpty());
        }
    }

    @Test
    void orphanedBuffersAreTakenBackIfTheyMay() throws Exception {
        List<Lease<ByteBuffer>> left = new ArrayList<>();
        try (Steward steward = steward(Tracing.SAMPLED)) {
            BufferPool buffers = steward.manage(BufferPool.builder("buffers")
                    .idleTimeout(Duration.ofMillis(200))
                    .reclaimOrphans(true));
            Lease<ByteBuffer> mine = buffers.acquire(1000);
            Thread leaver = new Thread(
                    () -> {
                        left.add(buffers.acquire(1000));
                        left.add(buffers.acquire(5 << 20));
                        left.add(buffers.acquire(1000).handOver("somebody who stays"));
                    },
                    "leaver");
            leaver.start();
            leaver.join();
            await().until(() -> buffers.statistics().orphaned() == 2);
            assertThat(left).extracting(Lease::isOpen).containsExactly(false, false, true);
            assertThat(mine.isOpen()).isTrue();
            await().until(() -> steward.ledger().counts().getOrDefault(Verdict.ORPHANED, 0L) == 2);
            mine.close();
            left.forEach(Lease::close);
            await().until(() -> steward.ledger().suspicions().isEmpty());
            await().untilAsserted(() -> {
                buffers.defragment();
                assertThat(buffers.budget().used()).isZero();
            });
        }
    }
}
