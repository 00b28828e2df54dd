package dev.steward.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class BoundedCacheTest {
    private static BoundedCacheBuilder<String, String> ofLength(long bytes) {
        return BoundedCache.<String, String>builder("words").maximumWeight(bytes, (key, word) -> word.length());
    }

    private static String word(int length) {
        return "x".repeat(length);
    }

    @Test
    void aValueIsLoadedOnceAndChargedItsWeight() {
        AtomicInteger loads = new AtomicInteger();
        Budget memory = Budget.of(Kind.MEMORY, "memory", 10_000);
        try (BoundedCache<String, String> cache = ofLength(1_000)
                .loader(key -> {
                    loads.incrementAndGet();
                    return word(100);
                })
                .buildWithin(memory)) {
            assertThat(cache.get("a")).isSameAs(cache.get("a"));
            assertThat(cache.getIfPresent("b")).isEmpty();
            assertThat(loads).hasValue(1);
            assertThat(memory.used()).isEqualTo(100);
            assertThat(cache.statistics()).isEqualTo(new CacheStatistics(1, 2, 0, 0, 1, 100));
            cache.invalidate("a");
            assertThat(memory.used()).isZero();
        }
    }

    @Test
    void replacingChargesTheDifference() {
        try (BoundedCache<String, String> cache = ofLength(1_000).build()) {
            assertThat(cache.put("a", word(100))).isTrue();
            assertThat(cache.put("a", word(300))).isTrue();
            assertThat(cache.budget().used()).isEqualTo(300);
        }
    }

    @Test
    void theBoundHolds() {
        try (BoundedCache<String, String> cache = ofLength(1_000).build()) {
            for (int i = 0; i < 100; i++) {
                cache.put("key " + i, word(100));
                assertThat(cache.budget().used()).isLessThanOrEqualTo(1_000);
            }
            assertThat(cache.statistics().entries()).isEqualTo(10);
            assertThat(cache.statistics().evictions()).isEqualTo(90);
        }
    }

    @Test
    void aValueLargerThanTheCacheIsHandedOutUncached() {
        try (BoundedCache<String, String> cache = ofLength(1_000).build()) {
            cache.put("small", word(100));
            assertThat(cache.get("large", key -> word(2_000))).hasSize(2_000);
            assertThat(cache.getIfPresent("large")).isEmpty();
            assertThat(cache.getIfPresent("small")).isPresent();
            assertThat(cache.statistics().refused()).isEqualTo(1);
        }
    }

    @Test
    void aFullBudgetMakesColderEntriesYield() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 1_000);
        try (BoundedCache<String, String> cache = ofLength(5_000).buildWithin(memory)) {
            memory.reserve(600);
            for (int i = 0; i < 20; i++) {
                assertThat(cache.get("key " + i, key -> word(100))).hasSize(100);
                assertThat(cache.getIfPresent("key " + i)).isPresent();
            }
            assertThat(cache.budget().used()).isEqualTo(400);
            assertThat(cache.statistics().evictions()).isEqualTo(16);
            memory.release(600);
        }
    }

    @Test
    void noCallerFailsForWantOfCache() {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 1_000);
        try (BoundedCache<String, String> cache = ofLength(5_000).buildWithin(memory)) {
            memory.reserve(1_000);
            assertThat(cache.get("a", key -> word(100))).hasSize(100);
            assertThat(cache.put("b", word(100))).isFalse();
            assertThat(cache.statistics().refused()).isEqualTo(2);
            assertThat(cache.statistics().entries()).isZero();
            memory.release(1_000);
        }
    }

    @Test
    void aRefusedPutDoesNotLeaveTheOldValue() {
        try (BoundedCache<String, String> cache = ofLength(500).build()) {
            cache.put("a", word(100));
            assertThat(cache.put("a", word(600))).isFalse();
            assertThat(cache.getIfPresent("a")).isEmpty();
            assertThat(cache.budget().used()).isZero();
        }
    }

    @Test
    void reclaimTakesTheColdestFirst() {
        // Near its bound: Caffeine begins to count how often a key is used once a cache is half full.
        try (BoundedCache<String, String> cache = ofLength(1_200).build()) {
            for (int i = 0; i < 10; i++) {
                cache.put("key " + i, word(100));
            }
            for (int i = 0; i < 50; i++) {
                cache.getIfPresent("key 3");
                cache.getIfPresent("key 7");
            }
            assertThat(cache.reclaim(750)).isEqualTo(800);
            assertThat(cache.getIfPresent("key 3")).isPresent();
            assertThat(cache.getIfPresent("key 7")).isPresent();
            assertThat(cache.budget().used()).isEqualTo(200);
        }
    }

    @Test
    void anExpiredEntryGivesItsChargeBack() {
        AtomicLong clock = new AtomicLong();
        try (BoundedCache<String, String> cache = ofLength(1_000)
                .expireAfterWrite(Duration.ofMinutes(1))
                .ticker(clock::get)
                .build()) {
            cache.put("a", word(100));
            clock.addAndGet(Duration.ofMinutes(2).toNanos());
            assertThat(cache.getIfPresent("a")).isEmpty();
            assertThat(cache.statistics().bytes()).isZero();
            assertThat(cache.statistics().evictions()).isEqualTo(1);
        }
    }

    @Test
    void aFailingLoadReachesTheCallerAndChargesNothing() {
        try (BoundedCache<String, String> cache = ofLength(1_000).build()) {
            assertThatThrownBy(() -> cache.get("a", key -> {
                        throw new IllegalArgumentException("no such word");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no such word");
            assertThatThrownBy(() -> cache.get("a")).hasMessageContaining("has no loader");
            assertThat(cache.budget().used()).isZero();
        }
    }

    @Test
    void everyConflictOfTheOptionsIsReportedAtOnce() {
        assertThatThrownBy(() -> BoundedCache.<String, String>builder("")
                        .maximumWeight(0, (key, value) -> 1)
                        .maximumEntries(Long.MAX_VALUE, 3)
                        .expireAfterWrite(Duration.ZERO)
                        .expireAfterAccess(Duration.ofSeconds(-1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name")
                .hasMessageContaining("give one of the two")
                .hasMessageContaining("maximumWeight: it must be")
                .hasMessageContaining("product below 8 EiB")
                .hasMessageContaining("expireAfterWrite")
                .hasMessageContaining("expireAfterAccess");
        assertThatThrownBy(() -> BoundedCache.builder("words").build()).hasMessageContaining("a cache needs a bound");
    }

    @Test
    void aValueThatWasBeingLoadedWhileTheCacheClosedIsNotKept() throws Exception {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 10_000);
        BoundedCache<String, String> cache = ofLength(1_000).buildWithin(memory);
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<String> value = thread.submit(() -> cache.get("slow", key -> {
            loading.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return word(100);
        }));
        loading.await();
        Thread closing = new Thread(cache::close, "closer");
        closing.start();
        await().until(cache::isClosed);
        goOn.countDown();
        assertThat(value.get(10, TimeUnit.SECONDS)).hasSize(100);
        closing.join();
        thread.shutdown();
        assertThat(memory.used()).isZero();
        assertThat(memory.children()).isEmpty();
    }

    @Test
    void theChargesAreExactAfterManyThreadsDidEverything() throws Exception {
        Budget memory = Budget.unlimited(Kind.MEMORY, "memory");
        BoundedCache<Integer, String> cache = BoundedCache.<Integer, String>builder("numbers")
                .maximumWeight(20_000, (key, value) -> value.length())
                .buildWithin(memory);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> work = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            long seed = t;
            work.add(threads.submit(() -> {
                SplittableRandom random = new SplittableRandom(seed);
                for (int i = 0; i < 20_000; i++) {
                    int key = random.nextInt(500);
                    switch (random.nextInt(10)) {
                        case 0 -> cache.put(key, word(random.nextInt(1, 200)));
                        case 1 -> cache.invalidate(key);
                        case 2 -> cache.reclaim(random.nextInt(500));
                        default ->
                            assertThat(cache.get(key, k -> word(1 + k % 200))).isNotEmpty();
                    }
                }
            }));
        }
        for (Future<?> one : work) {
            one.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(cache.statistics().bytes()).isEqualTo(weightOf(cache)).isLessThanOrEqualTo(20_000);
        cache.close();
        assertThat(memory.used()).isZero();
        assertThatThrownBy(() -> cache.put(1, "late")).isInstanceOf(ResourceClosedException.class);
    }

    private static long weightOf(BoundedCache<Integer, String> cache) {
        long sum = 0;
        for (int key = 0; key < 500; key++) {
            sum += cache.getIfPresent(key).map(String::length).orElse(0);
        }
        return sum;
    }
}
