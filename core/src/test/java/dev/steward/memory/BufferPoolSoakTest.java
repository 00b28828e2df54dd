package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sizes and lifetimes on eight threads, a part of the buffers released on other threads than those that acquired
 * them, while idle memory is reclaimed. A shadow says which addresses are leased: two live leases that overlap by a byte
 * fail the test. With {@code -Dsoak.seconds=N} for as long as you like.
 */
@ExtendWith(NothingLeftBehind.class)
class BufferPoolSoakTest {
    private static final int THREADS = 8;
    private static final int MOST_HELD = 24;
    private static final double SECONDS = Double.parseDouble(System.getProperty("soak.seconds", "1.5"));

    private final Shadow shadow = new Shadow();
    private final BlockingQueue<Held> travelling = new ArrayBlockingQueue<>(64);

    private record Held(Lease<ByteBuffer> lease, int bytes, byte mark) {}

    @ParameterizedTest
    @ValueSource(strings = {"direct", "heap", "strict", "wiping", "tiers"})
    void noTwoLiveLeasesOverlapAByte(String variant) throws Exception {
        Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.mib(24));
        BufferPoolBuilder builder = BufferPool.builder("soak").idleTimeout(Duration.ofMillis(30));
        BufferPoolBuilder varied = switch (variant) {
            case "heap" -> builder.heap();
            case "strict" -> builder.strict();
            case "wiping" -> builder.wipeOnRelease();
            case "tiers" -> builder.tier(1 << 10, 40).tier(16 << 10, 40).tier(128 << 10, 20);
            default -> builder.direct();
        };
        try (BufferPool pool = varied.buildWithin(memory)) {
            long end = System.nanoTime() + (long) (SECONDS * 1e9);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                SplittableRandom random = new SplittableRandom(t);
                work.add(threads.submit(() -> live(pool, random, end)));
            }
            for (Future<?> one : work) {
                one.get((long) SECONDS + 60, TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            travelling.forEach(this::release);
            assertThat(shadow.live()).isZero();
            assertThat(pool.usage().inUse()).isZero();
            assertThat(pool.usage().acquired()).isEqualTo(pool.usage().returned());
            assertThat(pool.statistics().staleCloses()).isZero();
            assertThat(pool.statistics().writesAfterClose()).isZero();
            // Upkeep goes on freeing meanwhile, so the two are compared until they stand still.
            await().untilAsserted(() ->
                    assertThat(memory.used()).isEqualTo(pool.usage().idle()));
            assertThat(memory.peak()).isLessThanOrEqualTo(memory.limit());
            pool.defragment();
            assertThat(memory.used()).isZero();
        }
    }

    private void live(BufferPool pool, SplittableRandom random, long end) {
        List<Held> held = new ArrayList<>();
        while (System.nanoTime() < end) {
            int dice = random.nextInt(100);
            if (dice < 50 && held.size() < MOST_HELD) {
                acquire(pool, random).ifPresent(held::add);
            } else if (dice < 60 && !held.isEmpty()) {
                Held travels = held.remove(random.nextInt(held.size()));
                if (!travelling.offer(travels)) {
                    release(travels);
                }
            } else if (dice < 70) {
                Held arrived = travelling.poll();
                if (arrived != null) {
                    release(arrived);
                }
            } else if (dice < 71) {
                pool.reclaim(random.nextLong(1 << 20));
            } else if (!held.isEmpty()) {
                release(held.remove(random.nextInt(held.size())));
            }
        }
        held.forEach(this::release);
    }

    private Optional<Held> acquire(BufferPool pool, SplittableRandom random) {
        int bytes = 1 + (int) Math.pow(2, random.nextDouble() * 18);
        return pool.tryAcquire(bytes).map(lease -> {
            ByteBuffer buffer = lease.get();
            assertThat(buffer.remaining()).isEqualTo(bytes);
            shadow.enter(buffer);
            byte mark = (byte) random.nextInt();
            buffer.put(0, mark).put(bytes / 2, mark).put(bytes - 1, mark);
            return new Held(lease, bytes, mark);
        });
    }

    private void release(Held held) {
        ByteBuffer buffer = held.lease().get();
        assertThat(buffer.get(0)).isEqualTo(held.mark());
        assertThat(buffer.get(held.bytes() / 2)).isEqualTo(held.mark());
        assertThat(buffer.get(held.bytes() - 1)).isEqualTo(held.mark());
        shadow.leave(buffer);
        held.lease().close();
    }
}
