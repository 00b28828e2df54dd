package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many threads do everything at once, and the books balance afterwards: nothing held twice, nothing lost. */
@ExtendWith(NothingLeftBehind.class)
class PoolStressTest {
    private static final int THREADS = 8;

    @ParameterizedTest
    @CsvSource({"false, 10", "true, 10", "false, 0", "true, 0"})
    void timeoutsInterruptsFailuresAndResizesLoseNothing(boolean shared, int starvationMillis) throws Exception {
        Things things = new Things();
        SplittableRandom seeds = new SplittableRandom(42);
        Budget budget = Budget.of(Kind.CONNECTIONS, "connections", 6);
        AtomicLong failing = new AtomicLong();
        PoolBuilder<Things.Thing> builder = Pool.builder("stressed", () -> {
                    if (failing.incrementAndGet() % 7 == 0) {
                        throw new IllegalStateException("every seventh fails");
                    }
                    return things.make();
                })
                .kind(Kind.CONNECTIONS)
                .destroy(things::end)
                .reset(thing -> {
                    if (thing.number % 50 == 0) {
                        throw new IllegalStateException("every fiftieth cannot be reset");
                    }
                })
                .size(1, 4)
                .tick(Duration.ofMillis(1))
                .starvationLimit(Duration.ofMillis(starvationMillis));
        Pool<Things.Thing> pool = (shared ? builder.sharedLeases() : builder).buildWithin(budget);
        AtomicLong acquired = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            SplittableRandom random = seeds.split();
            Thread thread = new Thread(() -> acquired.addAndGet(useAtRandom(pool, random)));
            threads.add(thread);
            thread.start();
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread meddler = new Thread(() -> meddle(pool, threads, seeds.split(), over));
        meddler.start();
        for (Thread thread : threads) {
            thread.join();
        }
        over.set(true);
        meddler.join();

        await().until(() -> pool.statistics().size() == pool.statistics().idle());
        PoolStatistics statistics = pool.statistics();
        assertThat(things.wrongs).isEmpty();
        assertThat(statistics.acquired()).isEqualTo(acquired.get());
        assertThat(statistics.returned()).isEqualTo(acquired.get());
        assertThat(statistics.waiting()).isZero();
        assertThat(statistics.created() - statistics.destroyed()).isEqualTo(statistics.size());
        assertThat(budget.used()).isEqualTo(statistics.size());
        assertThat(things.mostAlive.get()).isLessThanOrEqualTo(6);
        assertThat(pool.close(Duration.ofSeconds(5)).isClean()).isTrue();
        assertThat(things.ended.get()).isEqualTo(things.made.get());
        assertThat(budget.used()).isZero();
    }

    private static long useAtRandom(Pool<Things.Thing> pool, SplittableRandom random) {
        long acquired = 0;
        for (int i = 0; i < 4_000; i++) {
            try {
                Lease<Things.Thing> lease = pool.acquire(Duration.ofNanos(random.nextLong(3_000_000)));
                acquired++;
                lease.get().hold();
                if (random.nextInt(50) == 0) {
                    LockSupport.parkNanos(1);
                }
                lease.get().letGo();
                if (random.nextInt(100) == 0) {
                    lease.invalidate();
                } else {
                    lease.close();
                }
                if (random.nextInt(20) == 0) {
                    lease.close();
                }
            } catch (ResourceException refusedOrInterrupted) {
                Thread.interrupted();
            }
        }
        return acquired;
    }

    private static void meddle(
            Pool<Things.Thing> pool, List<Thread> threads, SplittableRandom random, AtomicBoolean over) {
        while (!over.get()) {
            switch (random.nextInt(5)) {
                case 0 -> pool.resize(0, 1 + random.nextInt(6));
                case 1 -> pool.evictAll();
                case 2 -> pool.reclaim(random.nextInt(4));
                case 3 -> threads.get(random.nextInt(threads.size())).interrupt();
                default -> assertThat(pool.statistics().size()).isLessThanOrEqualTo(6);
            }
            LockSupport.parkNanos(1);
        }
        pool.resize(1, 4);
    }

    @Test
    void everyThreadGetsItsTurn() throws Exception {
        Things things = new Things();
        try (Pool<Things.Thing> pool = things.pool().size(0, 2).build()) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 3_000; i++) {
                        try (Lease<Things.Thing> lease = pool.acquire()) {
                            lease.get().hold();
                            lease.get().letGo();
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(things.wrongs).isEmpty();
            assertThat(pool.statistics().returned()).isEqualTo(48_000);
        }
    }
}
