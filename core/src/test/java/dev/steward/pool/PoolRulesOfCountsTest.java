package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import dev.steward.resource.SaturatedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The figures of a refusal belong together, and no figure is ever above its limit. */
@ExtendWith(NothingLeftBehind.class)
class PoolRulesOfCountsTest {
    private static final Duration LONG = Callers.LONG;

    private final Things things = new Things();
    private final Callers callers = new Callers();

    @Test
    void aRefusalAccountsForEverySlotAndForEveryWaiter() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        AtomicBoolean slow = new AtomicBoolean();
        try (Pool<Things.Thing> pool = Pool.builder("things", () -> {
                    if (slow.get()) {
                        letGo.await();
                    }
                    return things.make();
                })
                .destroy(thing -> {
                    Callers.hang(letGo);
                    things.end(thing);
                })
                .size(0, 5)
                .concurrentCreations(2)
                .build()) {
            Lease<Things.Thing> mine = pool.acquire(LONG);
            Lease<Things.Thing> other = pool.acquire(LONG).handOver("nightly import");
            pool.acquire(LONG).invalidate();
            slow.set(true);
            CompletableFuture<Lease<Things.Thing>> first = pool.acquireAsync("first", LONG);
            CompletableFuture<Lease<Things.Thing>> second = pool.acquireAsync("second", LONG);
            await().until(() -> pool.statistics().size() == 5);

            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(30)))
                    .isInstanceOfSatisfying(ExhaustedException.class, exhausted -> {
                        assertThat(exhausted.holders()).hasSize(2);
                        assertThat(exhausted.usage().inUse()).isEqualTo(2);
                        assertThat(exhausted.usage().idle()).isZero();
                        assertThat(exhausted.usage().waiting()).isEqualTo(3);
                    })
                    .hasMessageContainingAll(
                            "2 of at most 5 objects in use, 0 idle, 3 waiting",
                            "2 still being created",
                            "1 still being destroyed",
                            "nightly import");
            letGo.countDown();
            first.join().close();
            second.join().close();
            mine.close();
            other.close();
        }
    }

    @Test
    void theFiguresOfARefusalAgreeHoweverBusyThePoolIs() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (Pool<Things.Thing> pool = things.pool().size(0, 4).build()) {
            for (int i = 0; i < 3; i++) {
                callers.start(() -> {
                    while (!over.get()) {
                        pool.acquire(LONG).close();
                    }
                });
            }
            List<ExhaustedException> refusals = new ArrayList<>();
            for (int round = 0; round < 3_000; round++) {
                try (Lease<Things.Thing> lease = pool.acquire(LONG)) {
                    assertThat(lease.isOpen()).isTrue();
                    // What a refusal says at a moment that is as good as any other.
                    refusals.add((ExhaustedException) pool.refusals().exhausted(System.nanoTime()));
                }
            }
            over.set(true);
            callers.join();
            assertThat(refusals).allSatisfy(refusal -> {
                assertThat((long) refusal.holders().size())
                        .as(refusal.getMessage())
                        .isEqualTo(refusal.usage().inUse());
                assertThat(refusal.usage().inUse() + refusal.usage().idle())
                        .as(refusal.getMessage())
                        .isLessThanOrEqualTo(refusal.usage().limit());
                assertThat(refusal.usage().acquired() - refusal.usage().returned())
                        .as(refusal.getMessage())
                        .isEqualTo(refusal.usage().inUse());
            });
        }
    }

    @Test
    void theSizeNeverExceedsTheMaximumWhileResourcesAreBeingDestroyed() {
        CountDownLatch letGo = new CountDownLatch(1);
        try (Pool<Things.Thing> pool = Hook.DESTROY
                .misbehaving(things, Integer.MAX_VALUE, () -> Callers.hang(letGo))
                .build()) {
            List<Lease<Things.Thing>> held = List.of(pool.acquire(LONG), pool.acquire(LONG), pool.acquire(LONG));
            held.get(0).invalidate();
            pool.evictAll();
            held.get(1).close();
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(50)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("1 of at most 3 objects in use, 0 idle, 1 waiting")
                    .hasMessageContaining("2 still being destroyed");
            assertThat(pool.statistics().size()).isEqualTo(3);
            assertThat(pool.budget().used()).isEqualTo(3);
            assertThat(things.made).hasValue(3);

            letGo.countDown();
            held.get(2).close();
            Hook.assertNoSlotIsLost(things, pool);
        }
        assertThat(things.mostAlive).hasValue(3);
    }

    @Test
    void neverMoreWaitThanMayHoweverManyComeAtOnce() throws Exception {
        int many = 8;
        int mayWait = 2;
        try (Pool<Things.Thing> pool =
                things.pool().size(0, 1).maxWaiters(mayWait).build()) {
            for (int round = 0; round < 100; round++) {
                Lease<Things.Thing> held = pool.acquire(LONG);
                CyclicBarrier together = new CyclicBarrier(many);
                AtomicInteger refused = new AtomicInteger();
                Callers crowd = new Callers();
                for (int i = 0; i < many; i++) {
                    crowd.start(() -> {
                        together.await();
                        try (Lease<Things.Thing> lease = pool.acquire(LONG)) {
                            lease.get();
                        } catch (SaturatedException saturated) {
                            refused.incrementAndGet();
                        }
                    });
                }
                await().until(() -> refused.get() + pool.statistics().waiting() == many);
                int waited = pool.statistics().waiting();
                held.close();
                crowd.join();
                assertThat(waited).isEqualTo(mayWait);
            }
        }
    }
}
