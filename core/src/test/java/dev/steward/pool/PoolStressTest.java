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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many threads do everything at once, and the books balance at every moment and afterwards: nothing held twice, nothing
 * lost. For about a second each, or for as long as the system property {@code steward.stress.seconds} says; what the
 * threads do follows from {@code steward.stress.seed}, how they meet does not.
 */
@ExtendWith(NothingLeftBehind.class)
class PoolStressTest {
    private static final int THREADS = 8;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("steward.stress.seconds", 1));
    private static final long SEED = Long.getLong("steward.stress.seed", 42);

    private final AtomicLong cancelled = new AtomicLong();

    @ParameterizedTest
    @CsvSource({"false, 10", "true, 10", "false, 0", "true, 0"})
    void timeoutsInterruptsFailuresAndResizesLoseNothing(boolean shared, int starvationMillis) throws Exception {
        Things things = new Things();
        SplittableRandom seeds = new SplittableRandom(SEED);
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
        Thread meddler = new Thread(() -> meddle(pool, things, threads, seeds.split(), over));
        meddler.start();
        for (Thread thread : threads) {
            thread.join();
        }
        over.set(true);
        meddler.join();

        // Resources may still be on their way out, and others on their way in, because of what was meddled last.
        await().untilAsserted(() -> {
            PoolStatistics statistics = pool.statistics();
            assertThat(statistics.size()).isPositive().isEqualTo(statistics.idle());
            assertThat(statistics.waiting()).isZero();
            assertThat(statistics.created() - statistics.destroyed()).isEqualTo(statistics.size());
            assertThat(budget.used()).isEqualTo(statistics.size());
            assertThat(pool.doomed()).isZero();
        });
        PoolStatistics statistics = pool.statistics();
        assertThat(things.wrongs).isEmpty();
        // A request may be given a lease at the moment at which it is cancelled; it goes back at once, and counts.
        assertThat(statistics.acquired()).isBetween(acquired.get(), acquired.get() + cancelled.get());
        assertThat(statistics.returned()).isEqualTo(statistics.acquired());
        assertThat(things.mostAlive.get()).isLessThanOrEqualTo(6);
        assertThat(pool.close(Duration.ofSeconds(5)).isClean()).isTrue();
        assertThat(things.ended.get()).isEqualTo(things.made.get());
        assertThat(budget.used()).isZero();
    }

    private long useAtRandom(Pool<Things.Thing> pool, SplittableRandom random) {
        long acquired = 0;
        long began = System.nanoTime();
        while (System.nanoTime() - began < NANOS) {
            Duration patience = Duration.ofNanos(random.nextLong(3_000_000));
            try {
                if (random.nextInt(10) == 0) {
                    acquired += acquireAsync(pool, random, patience);
                } else {
                    Lease<Things.Thing> lease = pool.acquire(patience);
                    acquired++;
                    use(lease, random);
                }
            } catch (ResourceException refusedOrInterrupted) {
                Thread.interrupted();
            }
        }
        return acquired;
    }

    private static void use(Lease<Things.Thing> lease, SplittableRandom random) {
        lease.get().hold();
        if (random.nextInt(50) == 0) {
            LockSupport.parkNanos(1);
        }
        lease.get().letGo();
        Lease<Things.Thing> last = random.nextInt(30) == 0 ? lease.handOver("another") : lease;
        if (random.nextInt(100) == 0) {
            last.invalidate();
        } else {
            last.close();
        }
        if (random.nextInt(20) == 0) {
            lease.close();
            last.close();
        }
    }

    /** Returns how many leases came of it: 0 if the request was refused or cancelled in time. */
    private int acquireAsync(Pool<Things.Thing> pool, SplittableRandom random, Duration patience) {
        CompletableFuture<Lease<Things.Thing>> asked = pool.acquireAsync("a request", patience);
        if (random.nextInt(3) == 0 && asked.cancel(true)) {
            cancelled.incrementAndGet();
            return 0;
        }
        try {
            use(asked.join(), random);
            return 1;
        } catch (CompletionException refused) {
            assertThat(refused).hasCauseInstanceOf(ResourceException.class);
            return 0;
        }
    }

    private static void meddle(
            Pool<Things.Thing> pool, Things things, List<Thread> threads, SplittableRandom random, AtomicBoolean over) {
        while (!over.get()) {
            switch (random.nextInt(8)) {
                case 0 -> pool.resize(0, 1 + random.nextInt(6));
                case 1 -> pool.evictAll();
                case 2 -> pool.reclaim(random.nextInt(4));
                case 3 -> threads.get(random.nextInt(threads.size())).interrupt();
                case 4 -> pool.replaceAll();
                case 5 -> pool.suspend();
                default -> pool.resume();
            }
            PoolStatistics now = pool.statistics();
            if (now.size() > 6 || now.waiting() < 0 || now.returned() > now.acquired()) {
                things.wrongs.add("at one moment: " + now);
            }
            LockSupport.parkNanos(1);
        }
        pool.resume();
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
