package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.SaturatedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PoolAcquireTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Things things = new Things();

    @Test
    void leasesWhatIsIdleBeforeItMakesMore() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 5).build()) {
            for (int i = 0; i < 100; i++) {
                pool.acquire().close();
            }
            assertThat(things.made).hasValue(1);
            assertThat(pool.statistics().acquired()).isEqualTo(100);
            assertThat(pool.statistics().returned()).isEqualTo(100);
        }
    }

    @Test
    void exhaustionNamesTheHolderAndItsFiguresAgree() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build();
                Lease<Things.Thing> held = pool.acquire()) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(30)))
                    .isInstanceOfSatisfying(ExhaustedException.class, exhausted -> {
                        assertThat(exhausted.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
                        assertThat(exhausted.usage().waiting()).isEqualTo(1);
                        assertThat(exhausted.usage().inUse() + exhausted.usage().idle())
                                .isEqualTo(1);
                        assertThat(exhausted.holders())
                                .singleElement()
                                .satisfies(
                                        holding -> assertThat(holding.thread()).isSameAs(Thread.currentThread()));
                    })
                    .hasMessageContaining("1 of at most 1 objects in use, 0 idle, 1 waiting")
                    .hasMessageContaining(
                            "held longest by " + Thread.currentThread().getName());
            assertThat(held.isOpen()).isTrue();
            assertThat(pool.statistics().timedOut()).isEqualTo(1);
            assertThat(pool.waiting()).isEmpty();
        }
    }

    @Test
    void aDeadlineHoldsHoweverSlowCreationIs() throws Exception {
        CountDownLatch mayCreate = new CountDownLatch(1);
        try (Pool<String> pool = Pool.builder("slow", () -> {
                    mayCreate.await();
                    return "made";
                })
                .build()) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(50)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("1 still being created");
            mayCreate.countDown();
            try (Lease<String> lease = pool.acquire()) {
                assertThat(lease.get()).isEqualTo("made");
            }
        }
    }

    @Test
    void aHungCreationIsReplacedAndItsLateResultIsDestroyed() {
        CountDownLatch hang = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        Pool<Things.Thing> pool = Pool.builder("hanging", () -> {
                    if (first.getAndSet(false)) {
                        hang.await();
                    }
                    return things.make();
                })
                .destroy(things::end)
                .size(0, 1)
                .concurrentCreations(1)
                .tick(Duration.ofMillis(5))
                .creationTimeout(Duration.ofMillis(500))
                .build();
        try (pool;
                Lease<Things.Thing> lease = pool.acquire(LONG)) {
            assertThat(lease.get().number).isEqualTo(1);
            hang.countDown();
            await().until(() -> things.ended.get() == 1);
            assertThat(pool.statistics().size()).isEqualTo(1);
            assertThat(pool.statistics().creationFailures()).isEqualTo(1);
        }
        assertThat(things.ended).hasValue(2);
    }

    @Test
    void creationIsParallelAndCapped() throws Exception {
        AtomicInteger creating = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch fourAtWork = new CountDownLatch(4);
        try (Pool<Things.Thing> pool = Pool.builder("things", () -> {
                    most.accumulateAndGet(creating.incrementAndGet(), Math::max);
                    fourAtWork.countDown();
                    fourAtWork.await();
                    creating.decrementAndGet();
                    return things.make();
                })
                .destroy(things::end)
                .size(0, 20)
                .concurrentCreations(4)
                .build()) {
            List<Thread> callers = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                Thread caller = new Thread(() -> {
                    try (Lease<Things.Thing> lease = pool.acquire(LONG)) {
                        assertThat(lease.isOpen()).isTrue();
                    }
                    done.countDown();
                });
                callers.add(caller);
                caller.start();
            }
            done.await();
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(most).hasValue(4);
        }
    }

    @Test
    void aTransientFailureReachesTheWaiterAtItsDeadlineWithTheCause() {
        try (Pool<String> pool = Pool.<String>builder("failing", () -> {
                    throw new IllegalStateException("database is starting up");
                })
                .build()) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(60)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("database is starting up")
                    .hasRootCauseMessage("database is starting up");
            await().until(() -> pool.statistics().size() == 0);
        }
    }

    @Test
    void aPermanentFailureReachesAllWaitersAtOnce() throws Exception {
        CountDownLatch bothWait = new CountDownLatch(1);
        try (Pool<String> pool = Pool.<String>builder("failing", () -> {
                    bothWait.await();
                    throw new IllegalStateException("wrong password");
                })
                .permanentFailure(IllegalStateException.class::isInstance)
                .build()) {
            AtomicReference<Throwable> other = new AtomicReference<>();
            Thread waiter = new Thread(() -> {
                try {
                    pool.acquire(LONG).close();
                } catch (CreationFailedException failed) {
                    other.set(failed);
                }
            });
            waiter.start();
            await().until(() -> pool.statistics().waiting() == 1);
            Thread release = new Thread(() -> {
                await().until(() -> pool.statistics().waiting() == 2);
                bothWait.countDown();
            });
            release.start();

            assertThatThrownBy(() -> pool.acquire(LONG))
                    .isInstanceOf(CreationFailedException.class)
                    .hasRootCauseMessage("wrong password");
            waiter.join();
            release.join();
            assertThat(other.get()).hasMessageContaining("waiting would not help");
        }
    }

    @Test
    void aFactoryThatReturnsNullIsNamed() {
        try (Pool<String> pool = Pool.<String>builder("nothing", () -> null).build()) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(40)))
                    .hasMessageContaining("the factory of pool nothing returned null");
        }
    }

    @Test
    void aFactoryThatThrowsAnErrorLosesNoSlot() {
        AtomicInteger calls = new AtomicInteger();
        try (Pool<String> pool = Pool.builder("erring", () -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new StackOverflowError("first");
                    }
                    return "second";
                })
                .size(0, 1)
                .build()) {
            try (Lease<String> lease = pool.acquire(LONG)) {
                assertThat(lease.get()).isEqualTo("second");
            }
            assertThat(pool.statistics().creationFailures()).isEqualTo(1);
        }
    }

    @Test
    void zeroTriesOnceAndNegativeIsAnError() {
        try (Pool<Things.Thing> pool = things.pool().size(1, 1).build()) {
            await().until(() -> pool.statistics().idle() == 1);
            try (Lease<Things.Thing> lease = pool.acquire(Duration.ZERO)) {
                assertThat(lease.isOpen()).isTrue();
                assertThatThrownBy(() -> pool.acquire(Duration.ZERO)).isInstanceOf(ExhaustedException.class);
            }
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("zero (try once) or more");
        }
    }

    @Test
    void tryAcquireNeverWaitsButHasOneMadeForLater() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build()) {
            assertThat(pool.tryAcquire()).isEmpty();
            await().until(() -> pool.statistics().idle() == 1);
            Lease<Things.Thing> lease = pool.tryAcquire().orElseThrow();
            assertThat(pool.tryAcquire()).isEmpty();
            lease.close();
        }
    }

    @Test
    void oneWaiterTooManyIsRefusedAtOnce() throws Exception {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).maxWaiters(1).build()) {
            Lease<Things.Thing> held = pool.acquire();
            Thread waiter = new Thread(() -> pool.acquire(LONG).close());
            waiter.start();
            await().until(() -> pool.statistics().waiting() == 1);

            assertThatThrownBy(() -> pool.acquire(LONG))
                    .isInstanceOf(SaturatedException.class)
                    .hasMessageContaining("no more than 1 may (maxWaiters)");
            held.close();
            waiter.join();
        }
    }

    @Test
    void anInterruptWhileWaitingLosesNothingAndKeepsTheFlag() throws Exception {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build()) {
            Lease<Things.Thing> held = pool.acquire();
            AtomicReference<String> outcome = new AtomicReference<>();
            Thread waiter = new Thread(() -> {
                try {
                    pool.acquire(LONG).close();
                } catch (AcquireInterruptedException interrupted) {
                    outcome.set("interrupted, flag " + Thread.currentThread().isInterrupted());
                }
            });
            waiter.start();
            await().until(() -> pool.statistics().waiting() == 1);
            waiter.interrupt();
            waiter.join();

            assertThat(outcome).hasValue("interrupted, flag true");
            held.close();
            pool.acquire(LONG).close();
        }
    }

    @Test
    void aPendingInterruptDoesNotFailWhatCanBeServedAtOnce() {
        try (Pool<Things.Thing> pool = things.pool().build()) {
            pool.acquire().close();
            Thread.currentThread().interrupt();
            pool.acquire().close();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void waitersAreServedInTheOrderOfTheirArrival() throws Exception {
        try (Pool<Things.Thing> pool =
                things.pool().size(0, 1).starvationLimit(Duration.ZERO).build()) {
            Lease<Things.Thing> held = pool.acquire();
            List<Integer> served = java.util.Collections.synchronizedList(new ArrayList<>());
            List<Thread> waiters = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int number = i;
                Thread waiter = new Thread(() -> {
                    try (Lease<Things.Thing> lease = pool.acquire(LONG)) {
                        served.add(lease.isOpen() ? number : -1);
                    }
                });
                waiters.add(waiter);
                waiter.start();
                await().until(() -> pool.statistics().waiting() == number + 1);
            }
            assertThat(pool.waiting()).hasSize(10);
            held.close();
            for (Thread waiter : waiters) {
                waiter.join();
            }
            assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void aFullBudgetIsNamedAndServesTheWaiterOnceThereIsRoom() {
        Budget connections = Budget.of(Kind.CONNECTIONS, "connections", 1);
        connections.reserve(1);
        try (Pool<Things.Thing> pool =
                things.pool().kind(Kind.CONNECTIONS).size(0, 1).buildWithin(connections)) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(30)))
                    .hasMessageContaining("the budget has no room for one more");
            connections.release(1);
            try (Lease<Things.Thing> lease = pool.acquire(LONG)) {
                assertThat(lease.isOpen()).isTrue();
                assertThat(connections.used()).isEqualTo(1);
            }
        }
        assertThat(connections.used()).isZero();
    }

    @Test
    void everyConflictOfTheOptionsIsNamed() {
        assertThatThrownBy(() -> Pool.builder(" ", () -> "x")
                        .size(-1, 0)
                        .weight(-1)
                        .maxWaiters(-1)
                        .concurrentCreations(0)
                        .acquireTimeout(Duration.ofMillis(-1))
                        .starvationLimit(Duration.ofMillis(-1))
                        .creationTimeout(Duration.ZERO)
                        .idleTimeout(Duration.ZERO)
                        .lifetime(Duration.ZERO)
                        .checkAfterIdle(Duration.ZERO)
                        .tick(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "name",
                        "min must be",
                        "max must be",
                        "weight",
                        "maxWaiters",
                        "concurrentCreations",
                        "acquireTimeout",
                        "starvationLimit",
                        "creationTimeout",
                        "idleTimeout",
                        "lifetime",
                        "checkAfterIdle",
                        "tick");
        assertThatThrownBy(() -> Pool.builder("x", () -> "x").size(3, 2).build())
                .hasMessageContaining("min 3 is above max 2");
        assertThatThrownBy(() -> Pool.builder("x", () -> "x").buildWithin(Budget.unlimited(Kind.FILES, "files")))
                .hasMessageContaining("budget files is one of files");
    }
}
