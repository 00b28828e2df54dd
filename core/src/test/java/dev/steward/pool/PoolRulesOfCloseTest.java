package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.CloseReport;
import dev.steward.resource.Holding;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.ResourceException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once a pool is told to close it is closed for everyone, for good, and says who did not give back. */
@ExtendWith(NothingLeftBehind.class)
class PoolRulesOfCloseTest {
    private static final Duration LONG = Callers.LONG;
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Things things = new Things();
    private final Callers callers = new Callers();

    /** Why those who wait do so. */
    enum Because {
        IT_IS_LEASED,
        IT_IS_BEING_CREATED,
        THE_POOL_IS_SUSPENDED
    }

    @ParameterizedTest
    @EnumSource
    void closeWakesEveryWaiterAtOnceWithItsOwnError(Because why) throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        Pool<Things.Thing> pool = Pool.builder("things", () -> {
                    if (why == Because.IT_IS_BEING_CREATED) {
                        Callers.hang(letGo);
                    }
                    return things.make();
                })
                .destroy(things::end)
                .size(0, 1)
                .sharedLeases()
                .build();
        List<Lease<Things.Thing>> held = new ArrayList<>();
        if (why == Because.IT_IS_LEASED) {
            held.add(pool.acquire(LONG));
        } else if (why == Because.THE_POOL_IS_SUSPENDED) {
            pool.suspend();
        }
        List<CompletableFuture<Lease<Things.Thing>>> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiters.add(callers.call(() -> pool.acquire(FOR_EVER)));
            waiters.add(pool.acquireAsync("request " + i, FOR_EVER));
        }
        await().until(() -> pool.statistics().waiting() == 10);
        CompletableFuture<CloseReport> report = callers.call(() -> pool.close(LONG));
        for (CompletableFuture<Lease<Things.Thing>> waiter : waiters) {
            assertThat(waiter)
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .withCauseInstanceOf(ResourceClosedException.class)
                    .withMessageContaining("things: the pool is closed");
        }
        if (why != Because.THE_POOL_IS_SUSPENDED) {
            assertThat(report).as("goes on waiting for what is out").isNotDone();
        }
        letGo.countDown();
        held.forEach(Lease::close);
        assertThat(report.join().isClean()).as(report.join().toString()).isTrue();
        callers.join();
        Hook.assertEverythingHasEnded(things, pool);
    }

    @Test
    void itNeverReopensAndServesNothingThatWasIdle() {
        Pool<Things.Thing> pool = things.pool().size(2, 3).build();
        await().until(() -> pool.statistics().idle() == 2);
        Lease<Things.Thing> held = pool.acquire();
        Callers.Action close = () -> assertThat(pool.close(LONG).isClean()).isTrue();
        callers.start(close);
        await().until(pool::isClosed);
        assertRefused(pool);
        held.close();
        callers.start(close);
        await().until(() -> pool.statistics().size() == 0);

        pool.resume();
        pool.resize(3, 5);
        pool.evictAll();
        pool.tick();
        pool.suspend();
        pool.resume();
        assertThat(pool.reclaim(Long.MAX_VALUE)).isZero();
        assertRefused(pool);
        assertThat(things.made).hasValue(2);
        assertThat(callers).satisfies(Callers::join);
        Hook.assertEverythingHasEnded(things, pool);
    }

    private static void assertRefused(Pool<Things.Thing> pool) {
        assertThatThrownBy(pool::acquire).isInstanceOf(ResourceClosedException.class);
        assertThatThrownBy(() -> pool.acquire(LONG)).isInstanceOf(ResourceClosedException.class);
        assertThatThrownBy(() -> pool.acquire(Duration.ZERO)).isInstanceOf(ResourceClosedException.class);
        assertThatThrownBy(pool::tryAcquire).isInstanceOf(ResourceClosedException.class);
        assertThat(pool.acquireAsync("request", LONG))
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(ResourceClosedException.class);
    }

    @Test
    void itDrainsToItsDeadlineAndListsEveryoneWhoStillHolds() throws Exception {
        Pool<Things.Thing> pool = things.pool().size(0, 5).build();
        CountDownLatch allHold = new CountDownLatch(2);
        CountDownLatch closed = new CountDownLatch(1);
        List<String> names = new ArrayList<>(List.of("nightly import", "order 17"));
        for (int i = 0; i < 2; i++) {
            names.add(callers.start(() -> {
                        Lease<Things.Thing> lease = pool.acquire(LONG);
                        allHold.countDown();
                        closed.await();
                        assertThat(lease.isOpen()).isFalse();
                        assertThatThrownBy(lease::get).isInstanceOf(ResourceException.class);
                        lease.close();
                    })
                    .getName());
        }
        Lease<Things.Thing> handedOver = pool.acquire(LONG).handOver("nightly import");
        Lease<Things.Thing> requested = pool.acquireAsync("order 17", LONG).join();
        Lease<Things.Thing> returned =
                pool.acquireAsync("returned in time", LONG).join();
        await().until(() -> allHold.getCount() == 0);
        callers.start(() -> {
            await().until(pool::isClosed);
            returned.close();
        });

        Duration deadline = Duration.ofMillis(300);
        CloseReport report = pool.close(deadline);
        closed.countDown();
        assertThat(report.took()).isGreaterThanOrEqualTo(deadline);
        assertThat(report.stillHeld()).extracting(Holding::holder).containsExactlyInAnyOrderElementsOf(names);
        assertThat(report.toString()).contains(names).doesNotContain("returned in time");
        assertThat(report.failures()).isEmpty();
        handedOver.close();
        requested.close();
        callers.join();
        Hook.assertEverythingHasEnded(things, pool);
    }

    @Test
    void whoClosesASecondTimeWaitsForTheFirstAndGetsItsReport() throws Exception {
        Pool<Things.Thing> pool = things.pool().size(0, 1).build();
        Lease<Things.Thing> held = pool.acquire();
        CompletableFuture<CloseReport> first = callers.call(() -> pool.close(LONG));
        await().until(pool::isClosed);
        CompletableFuture<CloseReport> second = callers.call(() -> pool.close(Duration.ZERO));
        assertThat(second).isNotDone();
        held.close();
        assertThat(second.join()).isSameAs(first.join());
        callers.join();
    }

    @Test
    void aCloseThatIsInterruptedEndsAtOnceAndKeepsTheFlag() throws Exception {
        Pool<Things.Thing> pool = things.pool().size(2, 2).build();
        Lease<Things.Thing> held = pool.acquire(LONG);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread closer = callers.start(() -> {
            CloseReport report = pool.close(FOR_EVER);
            flag.complete(Thread.currentThread().isInterrupted());
            assertThat(report.stillHeld()).hasSize(1);
        });
        await().until(pool::isClosed);
        closer.interrupt();
        callers.join();
        assertThat(flag).isCompletedWithValue(true);
        held.close();
        Hook.assertEverythingHasEnded(things, pool);
    }
}
