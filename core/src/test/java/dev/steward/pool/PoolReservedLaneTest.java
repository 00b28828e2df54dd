package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.ReservedLane;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PoolReservedLaneTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(100);

    private static PoolBuilder<String> things(String name, int max) {
        return Pool.<String>builder(name, () -> name).kind(Kind.CONNECTIONS).size(0, max);
    }

    @Test
    void whereEachNeedsTwoAllGoOnOneAfterTheOther() throws Exception {
        int threads = 4;
        try (Pool<String> pool = things("db", threads).reservedLane(1).build()) {
            ExecutorService crowd = Executors.newFixedThreadPool(threads);
            CyclicBarrier meet = new CyclicBarrier(threads);
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                all.add(crowd.submit(() -> {
                    try (Lease<String> one = pool.acquire()) {
                        meet.await();
                        try (Lease<String> two = pool.acquire(LONG)) {
                            assertThat(one.isOpen() && two.isOpen()).isTrue();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
            crowd.shutdown();
            assertThat(crowd.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            await().untilAsserted(() -> assertThat(pool.lane()).isEqualTo(new ReservedLane(1, 1)));
            assertThat(pool.statistics().size()).isLessThanOrEqualTo(threads);
        }
    }

    @Test
    void whoHoldsNothingDoesNotGetIt() throws Exception {
        try (Pool<String> pool = things("db", 1).reservedLane(1).build();
                Lease<String> mine = pool.acquire()) {
            ExecutorService other = Executors.newSingleThreadExecutor();
            Future<?> refused = other.submit(
                    () -> assertThatThrownBy(() -> pool.acquire(SHORT)).isInstanceOf(ExhaustedException.class));
            refused.get(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(pool.statistics().created()).isEqualTo(1);
            try (Lease<String> second = pool.acquire(LONG)) {
                assertThat(mine.isOpen() && second.isOpen()).isTrue();
                assertThat(pool.lane().free()).isZero();
                assertThat(pool.holdings()).hasSize(2);
                // Somebody who holds something finds the lane used up like anybody else.
                assertThatThrownBy(() -> pool.acquire(SHORT)).isInstanceOf(ExhaustedException.class);
            }
            await().untilAsserted(
                            () -> assertThat(pool.statistics().destroyed()).isEqualTo(1));
            other.shutdown();
            assertThat(other.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoHoldsSomethingOfAnotherPoolGetsIt() {
        try (Pool<String> db = things("db", 1).build();
                Pool<String> http = things("http", 1).reservedLane(1).build();
                Lease<String> here = db.acquire()) {
            Lease<String> passedOn = http.acquire().handOver("somebody else");
            try (Lease<String> second = http.acquire(LONG)) {
                assertThat(here.isOpen() && second.isOpen()).isTrue();
            }
            passedOn.close();
        }
    }

    @Test
    void theBudgetKeepsRoomForIt() {
        Budget connections = Budget.of(Kind.CONNECTIONS, "connections", 3);
        try (Pool<String> db = things("db", 2).reservedLane(1).buildWithin(connections);
                Pool<String> greedy = things("greedy", 3).buildWithin(connections)) {
            Lease<String> one = greedy.acquire();
            Lease<String> mine = db.acquire();
            assertThatThrownBy(() -> greedy.acquire(SHORT)).isInstanceOf(ExhaustedException.class);
            try (Lease<String> second = db.acquire(LONG)) {
                assertThat(second.isOpen()).isTrue();
                assertThat(connections.used()).isEqualTo(3);
            }
            mine.close();
            one.close();
        }
        assertThat(connections.used()).isZero();
        assertThat(connections.kept()).isZero();
        assertThatThrownBy(() -> things("large", 1).reservedLane(4).buildWithin(connections))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(connections.children()).isEmpty();
        assertThat(connections.tryReserve(3)).isTrue();
        connections.release(3);
    }

    @Test
    void aCreationThatFailsGivesTheRoomBackAndIsTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        try (Pool<String> pool = Pool.<String>builder("db", () -> {
                            if (attempts.incrementAndGet() == 2) {
                                throw new IOException("not now");
                            }
                            return "db";
                        })
                        .size(0, 1)
                        .reservedLane(1)
                        .build();
                Lease<String> one = pool.acquire();
                Lease<String> two = pool.acquire(LONG)) {
            assertThat(one.isOpen() && two.isOpen()).isTrue();
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void anOverflowThatIsBeingCreatedCostsNobodyHisOwn() throws Exception {
        CyclicBarrier opening = new CyclicBarrier(2);
        AtomicInteger created = new AtomicInteger();
        try (Pool<Integer> pool = Pool.<Integer>builder("db", () -> {
                    int number = created.incrementAndGet();
                    if (number == 2) {
                        opening.await();
                    }
                    return number;
                })
                .size(0, 1)
                .overflow(1)
                .tick(Duration.ofMillis(5))
                .build()) {
            Lease<Integer> one = pool.acquire();
            var asked = pool.acquireAsync("late", LONG);
            await().until(() -> created.get() == 2);
            long before = pool.holdings().get(0).heldFor().toMillis();
            // Some ticks, in which the size is above the maximum.
            await().until(() -> pool.holdings().get(0).heldFor().toMillis() >= before + 50);
            opening.await();
            asked.get().close();
            one.close();
            await().untilAsserted(
                            () -> assertThat(pool.statistics().destroyed()).isEqualTo(1));
            try (Lease<Integer> again = pool.acquire()) {
                assertThat(again.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void aNegativeSizeIsRefused() {
        assertThatThrownBy(() -> things("db", 1).reservedLane(-1).build()).hasMessageContaining("reservedLane");
    }
}
