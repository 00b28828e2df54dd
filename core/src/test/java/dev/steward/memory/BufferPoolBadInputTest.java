package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Bytes;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.StaleLeaseException;
import dev.steward.testing.NothingLeftBehind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class BufferPoolBadInputTest {
    @Test
    void enormousSizesAreRefusedByTheBudgetBeforeTheSystemIsAsked() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.mib(8));
        try (BufferPool pool = BufferPool.builder("buffers").buildWithin(memory)) {
            assertThatThrownBy(() -> pool.acquire(Integer.MAX_VALUE, Duration.ofSeconds(50)))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("2.0 GiB asked")
                    .hasMessageContaining("this can never fit");
            assertThat(pool.tryAcquire(Integer.MAX_VALUE)).isEmpty();
            assertThat(memory.used()).isZero();
        }
    }

    @Test
    void negativeSizesAndTimeoutsAreRefused() {
        try (BufferPool pool = BufferPool.builder("buffers").build()) {
            assertThatThrownBy(() -> pool.acquire(Integer.MIN_VALUE)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.tryAcquire(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.acquire(-1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.acquireZeroed(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.acquire(1, Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("timeout");
            assertThat(pool.usage().acquired()).isZero();
            assertThat(pool.budget().used()).isZero();
        }
    }

    @Test
    void aRefusalInMidGrowthLeavesTheBudgetExact() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 100_000);
        try (BufferPool pool = BufferPool.builder("buffers").buildWithin(memory)) {
            List<Lease<ByteBuffer>> leases = new ArrayList<>();
            for (int bytes = 300; ; bytes += 700) {
                int asked = bytes;
                Lease<ByteBuffer> lease = pool.tryAcquire(asked).orElse(null);
                if (lease == null) {
                    break;
                }
                leases.add(lease);
            }
            assertThat(memory.used())
                    .isEqualTo(pool.usage().inUse() + pool.usage().idle())
                    .isLessThanOrEqualTo(100_000);
            leases.forEach(Lease::close);
            pool.defragment();
            assertThat(memory.used()).isZero();
        }
    }

    @Test
    void ofManyThreadsThatCloseOneLeaseOneDoesIt() throws Exception {
        int threads = 4;
        int rounds = 2_000;
        try (BufferPool pool = BufferPool.builder("buffers").build()) {
            CyclicBarrier together = new CyclicBarrier(threads);
            List<Lease<ByteBuffer>> current = new ArrayList<>();
            List<Thread> closers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                boolean leads = t == 0;
                Thread closer = new Thread(() -> {
                    for (int i = 0; i < rounds; i++) {
                        if (leads) {
                            current.clear();
                            current.add(pool.acquire(1000));
                        }
                        await(together);
                        current.get(0).close();
                        await(together);
                    }
                });
                closer.start();
                closers.add(closer);
            }
            for (Thread closer : closers) {
                closer.join();
            }
            assertThat(pool.usage().acquired()).isEqualTo(rounds);
            assertThat(pool.usage().returned()).isEqualTo(rounds);
            assertThat(pool.statistics().staleCloses()).isEqualTo((threads - 1L) * rounds);
            assertThat(pool.statistics().created()).isEqualTo(1);
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStaleLeaseIsRefusedHoweverItEnded() {
        try (BufferPool pool = BufferPool.builder("buffers").build()) {
            Lease<ByteBuffer> closed = pool.acquire(10);
            closed.close();
            Lease<ByteBuffer> again = pool.acquire(10);
            Lease<ByteBuffer> invalidated = pool.acquire(10);
            invalidated.invalidate();
            Lease<ByteBuffer> handedOver = pool.acquire(10);
            Lease<ByteBuffer> heir = handedOver.handOver("heir");
            for (Lease<ByteBuffer> stale : List.of(closed, invalidated, handedOver)) {
                assertThat(stale.isOpen()).isFalse();
                assertThatThrownBy(stale::get).isInstanceOf(StaleLeaseException.class);
                assertThatThrownBy(() -> stale.handOver("somebody")).isInstanceOf(StaleLeaseException.class);
                stale.close();
                stale.invalidate();
            }
            assertThat(again.isOpen()).isTrue();
            assertThat(heir.isOpen()).isTrue();
            assertThatThrownBy(() -> heir.handOver(" ")).isInstanceOf(IllegalArgumentException.class);
            again.close();
            heir.close();
            assertThat(pool.statistics().staleCloses()).isEqualTo(6);
        }
    }

    @Test
    void directMemoryThatRunsOutIsSaidSoAndLeavesTheBudgetExact() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:MaxDirectMemorySize=8m",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Exhausting.class.getName())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        assertThat(told).contains("refused", "-XX:MaxDirectMemorySize", "exact", "used again");
    }

    /** Runs in a virtual machine with little direct memory and a budget that allows more. */
    static final class Exhausting {
        private Exhausting() {}

        public static void main(String[] arguments) {
            Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.mib(64));
            try (BufferPool pool = BufferPool.builder("buffers").buildWithin(memory)) {
                List<Lease<ByteBuffer>> leases = new ArrayList<>();
                try {
                    while (true) {
                        leases.add(pool.acquire(1 << 20));
                    }
                } catch (CreationFailedException refused) {
                    System.out.println("refused: " + refused.getMessage());
                }
                if (memory.used() == leases.size() * Bytes.mib(1)) {
                    System.out.println("exact");
                }
                leases.forEach(Lease::close);
                // What is idle makes room for another size although the budget had room all the time.
                pool.acquire(7 << 20).close();
                System.out.println("used again");
            }
            System.exit(memory.used() == 0 ? 0 : 1);
        }
    }
}
