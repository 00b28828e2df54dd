package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PoolTest {
    @Test
    void leasesAndTakesBack() {
        AtomicInteger made = new AtomicInteger();
        try (Pool<String> pool = Pool.builder("words", () -> "word-" + made.incrementAndGet())
                .size(0, 2)
                .build()) {
            try (Lease<String> lease = pool.acquire()) {
                assertThat(lease.get()).isEqualTo("word-1");
                assertThat(pool.usage().inUse()).isEqualTo(1);
            }
            assertThat(pool.usage().inUse()).isZero();
            assertThat(pool.usage().returned()).isEqualTo(1);
        }
    }

    @Test
    void exhaustionNamesWhoHoldsIt() {
        try (Pool<String> pool = Pool.builder("words", () -> "word").size(0, 1).build()) {
            Lease<String> held = pool.acquire();
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(50)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining(Thread.currentThread().getName())
                    .hasMessageContaining("1 of at most 1 objects in use")
                    .hasMessageContaining("1 waiting");
            held.close();
        }
    }

    @Test
    void manyThreadsShareFewAndEachResourceHasOneHolder() throws Exception {
        try (Pool<int[]> pool =
                Pool.builder("counters", () -> new int[1]).size(0, 3).build()) {
            List<Thread> threads = new ArrayList<>();
            int rounds = 20_000;
            for (int t = 0; t < 8; t++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < rounds; i++) {
                        try (Lease<int[]> lease = pool.acquire()) {
                            lease.get()[0]++;
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            int sum = 0;
            List<Lease<int[]>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(pool.acquire());
                sum += all.get(i).get()[0];
            }
            all.forEach(Lease::close);
            assertThat(sum).isEqualTo(8 * rounds);
            await().until(() -> pool.statistics().inUse() == 0);
        }
    }
}
