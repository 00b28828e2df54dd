package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.CreationFailedException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other pools promise their callers and break: deadlines, parallel creation, and errors that come at once. */
@ExtendWith(NothingLeftBehind.class)
class PoolRulesTest {
    private static final Duration LONG = Callers.LONG;

    private final Things things = new Things();
    private final Callers callers = new Callers();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCreationOfTwoSecondsFailsALimitOf400MillisecondsInTime(boolean asynchronously) {
        CountDownLatch twoSeconds = new CountDownLatch(1);
        try (Pool<Things.Thing> pool = Hook.CREATE
                .misbehaving(things, 1, () -> Callers.hang(twoSeconds))
                .build()) {
            Duration limit = Duration.ofMillis(400);
            long start = System.nanoTime();
            assertThatThrownBy(() -> {
                        if (asynchronously) {
                            pool.acquireAsync("request", limit).join();
                        } else {
                            pool.acquire(limit);
                        }
                    })
                    .matches(thrown -> (asynchronously ? thrown.getCause() : thrown) instanceof ExhaustedException)
                    .hasMessageContaining("1 still being created");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(limit, Duration.ofSeconds(1));
            twoSeconds.countDown();
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @Test
    void aHungCreationStallsNobodyAndIsReplaced() {
        CountDownLatch letGo = new CountDownLatch(1);
        try (Pool<Things.Thing> pool = Hook.CREATE
                .misbehaving(things, 1, () -> Callers.hang(letGo))
                .concurrentCreations(1)
                .creationTimeout(Duration.ofMillis(200))
                .tick(Duration.ofMillis(5))
                .build()) {
            Hook.assertNoSlotIsLost(things, pool);
            assertReplaced(pool, 1);
            letGo.countDown();
            awaitLateResultsEnd(1);
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @Test
    void creationsThatHangOneAfterAnotherAreAllReplaced() {
        CountDownLatch letGo = new CountDownLatch(1);
        try (Pool<Things.Thing> pool = Hook.CREATE
                .misbehaving(things, 6, () -> Callers.hang(letGo))
                .concurrentCreations(2)
                .creationTimeout(Duration.ofMillis(100))
                .tick(Duration.ofMillis(5))
                .build()) {
            Hook.assertNoSlotIsLost(things, pool);
            assertReplaced(pool, 6);
            letGo.countDown();
            awaitLateResultsEnd(6);
        }
    }

    /** What comes after it was given up is destroyed; three are the pool's. */
    private void awaitLateResultsEnd(int hanging) {
        await().until(() -> things.ended.get() >= hanging && things.ended.get() == things.made.get() - 3);
    }

    /** So many that hang were given up, and perhaps more: on a busy machine a good one may take too long as well. */
    private static void assertReplaced(Pool<Things.Thing> pool, int hanging) {
        assertThat(pool.statistics().creationFailures()).isGreaterThanOrEqualTo(hanging);
        assertThat(pool.statistics().size()).isEqualTo(3);
    }

    @Test
    void twentyWaitersAreServedByFourCreatorsAtATime() throws Exception {
        AtomicInteger creating = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier fourAtWork = new CyclicBarrier(4);
        try (Pool<Things.Thing> pool = Pool.builder("things", () -> {
                    most.accumulateAndGet(creating.incrementAndGet(), Math::max);
                    fourAtWork.await();
                    creating.decrementAndGet();
                    return things.make();
                })
                .destroy(things::end)
                .size(0, 20)
                .concurrentCreations(4)
                .build()) {
            CountDownLatch allHold = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                callers.start(() -> {
                    try (Lease<Things.Thing> lease = pool.acquire(LONG)) {
                        lease.get().hold();
                        allHold.countDown();
                        allHold.await();
                        lease.get().letGo();
                    }
                });
            }
            callers.join();
            assertThat(most).hasValue(4);
            assertThat(things.made).hasValue(20);
            assertThat(things.wrongs).isEmpty();
        }
    }

    @Test
    void theMinimumIsReachedWithoutATickHoweverFewCreatorsThereAre() {
        try (Pool<Things.Thing> pool =
                things.pool().size(10, 10).concurrentCreations(2).build()) {
            await().until(() -> pool.statistics().idle() == 10);
        }
    }

    @Test
    void oneWaiterTooManyIsRefusedAtOnceInEachWayOfAsking() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).maxWaiters(2).build()) {
            Lease<Things.Thing> held = pool.acquire();
            CompletableFuture<Lease<Things.Thing>> first = pool.acquireAsync("first", LONG);
            CompletableFuture<Lease<Things.Thing>> second = pool.acquireAsync("second", LONG);
            assertThatThrownBy(() -> pool.acquire(LONG))
                    .isInstanceOf(SaturatedException.class)
                    .hasMessageContaining("2 callers wait already and no more than 2 may (maxWaiters)");
            assertThat(pool.acquireAsync("third", LONG))
                    .isCompletedExceptionally()
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .withCauseInstanceOf(SaturatedException.class);
            assertThatThrownBy(() -> pool.acquire(Duration.ZERO))
                    .as("who does not wait is no waiter too many")
                    .isInstanceOf(ExhaustedException.class);
            assertThat(pool.waiting()).hasSize(2);
            held.close();
            first.join().close();
            second.join().close();
        }
    }

    @Test
    void whereNobodyMayWaitTheRefusedHaveOneMadeForTheNext() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).maxWaiters(0).build()) {
            assertThatThrownBy(() -> pool.acquire(LONG)).isInstanceOf(SaturatedException.class);
            await().until(() -> pool.statistics().idle() == 1);
            pool.acquire(LONG).close();
        }
    }

    @Test
    void aPermanentFailureReachesEveryWaiterAtOnceWithItsCause() throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        try (Pool<Things.Thing> pool = Hook.CREATE
                .misbehaving(things, 4, () -> {
                    allWait.await();
                    throw new IllegalStateException("wrong password");
                })
                .permanentFailure(IllegalStateException.class::isInstance)
                .build()) {
            List<CompletableFuture<Lease<Things.Thing>>> outcomes = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                outcomes.add(callers.call(() -> pool.acquire(Duration.ofDays(1))));
            }
            outcomes.add(pool.acquireAsync("request", Duration.ofDays(1)));
            await().until(() -> pool.statistics().waiting() == 6);
            allWait.countDown();
            for (CompletableFuture<Lease<Things.Thing>> outcome : outcomes) {
                assertThat(outcome)
                        .failsWithin(LONG)
                        .withThrowableThat()
                        .withCauseInstanceOf(CreationFailedException.class)
                        .withRootCauseInstanceOf(IllegalStateException.class)
                        .withMessageContaining("waiting would not help: ")
                        .withMessageContaining("wrong password");
            }
            callers.join();
            await().until(() -> pool.statistics().size() == 0);
        }
    }

    @Test
    void aTransientFailureReachesEachWaiterAtItsOwnDeadlineWithTheCause() throws Exception {
        AtomicBoolean up = new AtomicBoolean();
        try (Pool<Things.Thing> pool = Hook.CREATE
                .misbehaving(things, Integer.MAX_VALUE, () -> {
                    if (!up.get()) {
                        throw new IllegalStateException("starting up");
                    }
                })
                .build()) {
            List<CompletableFuture<Lease<Things.Thing>>> outcomes = List.of(
                    callers.call(() -> pool.acquire(Duration.ofMillis(60))),
                    pool.acquireAsync("request", Duration.ofMillis(90)),
                    callers.call(() -> pool.acquire(Duration.ofMillis(120))));
            for (int i = 0; i < 3; i++) {
                Duration deadline = Duration.ofMillis(60 + 30L * i);
                assertThat(outcomes.get(i))
                        .failsWithin(LONG)
                        .withThrowableThat()
                        .withRootCauseInstanceOf(IllegalStateException.class)
                        .withMessageContaining("starting up")
                        .havingCause()
                        .isInstanceOfSatisfying(
                                ExhaustedException.class,
                                exhausted -> assertThat(exhausted.waited()).isGreaterThanOrEqualTo(deadline));
            }
            callers.join();
            up.set(true);
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @Test
    void aNegativeTimeoutIsAnErrorInEachWayOfAskingAndZeroTriesOnce() {
        Duration negative = Duration.ofNanos(-1);
        assertThatThrownBy(() -> things.pool().acquireTimeout(negative).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acquireTimeout");
        try (Pool<Things.Thing> pool =
                things.pool().size(0, 1).acquireTimeout(Duration.ZERO).build()) {
            assertThatThrownBy(() -> pool.acquire(negative)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.acquireAsync("request", negative))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(things.made).hasValue(0);

            assertThatThrownBy(pool::acquire).isInstanceOf(ExhaustedException.class);
            await().until(() -> pool.statistics().idle() == 1);
            try (Lease<Things.Thing> lease = pool.acquire()) {
                assertThat(lease.isOpen()).isTrue();
                assertThat(pool.acquireAsync("request", Duration.ZERO)).isCompletedExceptionally();
            }
            pool.acquireAsync("request", Duration.ZERO).join().close();
        }
    }

    @Test
    void aPendingInterruptFailsNothingThatCanBeServedAtOnceAndIsKept() {
        try (Pool<Things.Thing> pool =
                things.pool().size(5, 5).concurrentCreations(5).maxWaiters(0).build()) {
            await().until(() -> pool.statistics().idle() == 5);
            Thread.currentThread().interrupt();
            try {
                List<Lease<Things.Thing>> leases = List.of(
                        pool.acquire(),
                        pool.acquire(LONG),
                        pool.acquire(Duration.ZERO),
                        pool.tryAcquire().orElseThrow(),
                        pool.acquireAsync("request", LONG).join());
                assertThatThrownBy(() -> pool.acquire(Duration.ZERO)).isInstanceOf(ExhaustedException.class);
                leases.forEach(Lease::close);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @Test
    void aPendingInterruptFailsWhatWouldHaveToWaitAndIsKept() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build()) {
            Lease<Things.Thing> held = pool.acquire();
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> pool.acquire(LONG)).isInstanceOf(AcquireInterruptedException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            held.close();
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @Test
    void aResetThatEndsByAnInterruptDoesNotSwallowTheHoldersFlag() {
        try (Pool<Things.Thing> pool = Hook.RESET
                .misbehaving(things, 1, () -> new CountDownLatch(1).await())
                .build()) {
            Lease<Things.Thing> lease = pool.acquire();
            Thread.currentThread().interrupt();
            try {
                lease.close();
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            Hook.assertNoSlotIsLost(things, pool);
        }
    }
}
