package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.CloseReport;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PoolCloseTest {
    private final Things things = new Things();

    @Test
    void refusesNewLeasesAndDestroysWhatIsIdle() {
        Pool<Things.Thing> pool = things.pool().size(3, 3).build();
        await().until(() -> pool.statistics().idle() == 3);
        CloseReport report = pool.close(Duration.ofSeconds(5));

        assertThat(report.isClean()).isTrue();
        assertThat(things.ended).hasValue(3);
        assertThatThrownBy(pool::acquire).isInstanceOf(ResourceClosedException.class);
        assertThatThrownBy(pool::tryAcquire).isInstanceOf(ResourceClosedException.class);
        assertThat(pool.close(Duration.ZERO)).isSameAs(report);
        assertThat(pool.budget().used()).isZero();
    }

    @Test
    void wakesEveryWaiterAtOnce() throws Exception {
        Pool<Things.Thing> pool = things.pool().size(0, 1).build();
        Lease<Things.Thing> held = pool.acquire();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Thread waiter = new Thread(() -> {
                try {
                    pool.acquire(Duration.ofDays(1)).close();
                } catch (ResourceClosedException closed) {
                    refused.incrementAndGet();
                }
            });
            waiters.add(waiter);
            waiter.start();
        }
        await().until(() -> pool.statistics().waiting() == 5);
        Thread closer = new Thread(pool::close);
        closer.start();
        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertThat(refused).hasValue(5);
        held.close();
        closer.join();
    }

    @Test
    void waitsForLiveLeasesUntilTheDeadline() throws Exception {
        Pool<Things.Thing> pool = things.pool().size(0, 1).build();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            try (Lease<Things.Thing> lease = pool.acquire()) {
                held.countDown();
                letGo.await();
                assertThat(lease.isOpen()).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        holder.start();
        held.await();
        CompletableFuture<CloseReport> report = new CompletableFuture<>();
        Thread closer = new Thread(() -> report.complete(pool.close(Duration.ofSeconds(20))));
        closer.start();
        await().until(pool::isClosed);
        assertThat(things.ended).hasValue(0);
        letGo.countDown();
        closer.join();
        holder.join();
        assertThat(report.join().isClean()).isTrue();
        assertThat(things.ended).hasValue(1);
    }

    @Test
    void atTheDeadlineItNamesWhoStillHoldsAndALateCloseDoesNoHarm() {
        Pool<Things.Thing> pool = things.pool().size(0, 2).build();
        Lease<Things.Thing> held = pool.acquire();
        CloseReport report = pool.close(Duration.ofMillis(10));

        assertThat(report.stillHeld())
                .singleElement()
                .satisfies(holding -> assertThat(holding.holder())
                        .isEqualTo(Thread.currentThread().getName()));
        assertThat(report.toString()).contains("still held by");
        assertThat(things.ended).hasValue(1);
        held.close();
        held.close();
        assertThat(things.ended).hasValue(1);
        assertThat(things.wrongs).isEmpty();
        assertThat(pool.statistics().inUse()).isZero();
    }

    @Test
    void aHookThatUsesThePoolDuringCloseIsRefusedAndNotHung() {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        CompletableFuture<Pool<String>> self = new CompletableFuture<>();
        Pool<String> pool = Pool.builder("self", () -> "x")
                .destroy(x -> {
                    try {
                        self.join().acquire().close();
                    } catch (ResourceClosedException refused) {
                        refusal.set(refused);
                    }
                })
                .build();
        self.complete(pool);
        pool.acquire().close();
        assertThat(pool.close(Duration.ofSeconds(5)).isClean()).isTrue();
        assertThat(refusal.get()).isInstanceOf(ResourceClosedException.class);
    }

    @Test
    void whatWaitsToBeDestroyedBehindHooksThatHangIsDestroyedAllTheSame() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        Pool<Things.Thing> pool = things.pool()
                .destroy(thing -> {
                    if (thing.number <= 2) {
                        hanging.await();
                    }
                    things.end(thing);
                })
                .concurrentCreations(1)
                .size(6, 6)
                .build();
        await().until(() -> pool.statistics().idle() == 6);
        CloseReport report = pool.close(Duration.ZERO);

        assertThat(things.ended).hasValue(4);
        assertThat(report.toString()).contains("did not end in time");
        hanging.countDown();
    }
}
