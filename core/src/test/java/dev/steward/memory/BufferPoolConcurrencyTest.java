package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class BufferPoolConcurrencyTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 4_000;

    private static void fill(ByteBuffer buffer, long pattern) {
        for (int i = 0; i + Long.BYTES <= buffer.limit(); i += Long.BYTES) {
            buffer.putLong(i, pattern + i);
        }
    }

    private static void check(ByteBuffer buffer, long pattern) {
        for (int i = 0; i + Long.BYTES <= buffer.limit(); i += Long.BYTES) {
            if (buffer.getLong(i) != pattern + i) {
                throw new AssertionError("somebody else wrote into byte " + i + " of " + buffer);
            }
        }
    }

    private static void joinAll(List<Future<?>> work) throws Exception {
        for (Future<?> one : work) {
            one.get(60, TimeUnit.SECONDS);
        }
    }

    private static void run(BufferPool pool, boolean withReclaim) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> work = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            long seed = 1L + t;
            work.add(threads.submit(() -> {
                SplittableRandom random = new SplittableRandom(seed);
                for (int i = 0; i < ROUNDS; i++) {
                    long pattern = (seed << 40) + ((long) i << 20);
                    int bytes = random.nextInt(64, 6_000);
                    try (Lease<ByteBuffer> one = pool.acquire(bytes);
                            Lease<ByteBuffer> other = pool.tryAcquire(bytes / 2).orElseGet(() -> one)) {
                        fill(one.get(), pattern);
                        if (other != one) {
                            fill(other.get(), ~pattern);
                            check(other.get(), ~pattern);
                        }
                        check(one.get(), pattern);
                    }
                    if (withReclaim && i % 50 == 0) {
                        pool.reclaim(random.nextInt(1, 100_000));
                    }
                }
            }));
        }
        joinAll(work);
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void liveBuffersNeverShareAByte() throws Exception {
        Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.mib(4));
        try (BufferPool pool =
                BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).buildWithin(memory)) {
            run(pool, false);
            assertThat(pool.usage().inUse()).isZero();
            assertThat(pool.usage().idle()).isEqualTo(memory.used());
            assertThat(pool.usage().acquired()).isEqualTo(pool.usage().returned());
            assertThat(pool.statistics().hitRate()).isGreaterThan(0.9);
        }
        assertThat(memory.used()).isZero();
    }

    @Test
    void liveBuffersNeverShareAByteWhileTheBudgetIsTightAndIdleOnesAreReclaimed() throws Exception {
        Budget memory = Budget.unlimited(Kind.MEMORY, "memory");
        try (BufferPool pool = BufferPool.builder("buffers")
                .idleTimeout(Duration.ofHours(1))
                .maximum(Bytes.kib(40))
                .slotsPerSize(2)
                .acquireTimeout(Duration.ofSeconds(50))
                .buildWithin(memory)) {
            run(pool, true);
            assertThat(pool.usage().inUse()).isZero();
            assertThat(pool.usage().idle()).isEqualTo(memory.used());
            assertThat(pool.budget().peak()).isLessThanOrEqualTo(Bytes.kib(40));
        }
        assertThat(memory.used()).isZero();
    }

    @Test
    void buffersAreReleasedOnOtherThreads() throws Exception {
        Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.kib(64));
        try (BufferPool pool = BufferPool.builder("buffers")
                .idleTimeout(Duration.ofHours(1))
                .acquireTimeout(Duration.ofSeconds(50))
                .buildWithin(memory)) {
            SynchronousQueue<Lease<ByteBuffer>> handOff = new SynchronousQueue<>();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Future<?>> work = new ArrayList<>();
            work.add(threads.submit(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    Lease<ByteBuffer> lease = pool.acquire(2048);
                    fill(lease.get(), i);
                    handOff.put(i % 2 == 0 ? lease : lease.handOver("consumer"));
                }
                return null;
            }));
            work.add(threads.submit(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    try (Lease<ByteBuffer> lease = handOff.take()) {
                        check(lease.get(), i);
                    }
                }
                return null;
            }));
            joinAll(work);
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(pool.usage().acquired()).isEqualTo(ROUNDS);
            assertThat(pool.usage().returned()).isEqualTo(ROUNDS);
        }
    }

    @Test
    void closingWhileOthersAcquireLeavesNothing() throws Exception {
        for (int round = 0; round < 50; round++) {
            Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.mib(1));
            BufferPool pool = BufferPool.builder("buffers")
                    .idleTimeout(Duration.ofHours(1))
                    .heap()
                    .buildWithin(memory);
            ConcurrentLinkedQueue<Throwable> ends = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Thread thread = new Thread(() -> {
                    try {
                        while (true) {
                            pool.acquire(1000).close();
                        }
                    } catch (RuntimeException end) {
                        ends.add(end);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            pool.close(Duration.ofSeconds(20));
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(ends).hasSize(4).allMatch(ResourceClosedException.class::isInstance);
            assertThat(memory.used()).isZero();
            assertThat(memory.children()).isEmpty();
        }
    }
}
