package dev.steward.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.Steward;
import dev.steward.pool.Pool;
import dev.steward.pool.PoolBuilder;
import dev.steward.resource.DeadlockException;
import dev.steward.resource.ForwardingManaged;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.resource.Tracing;
import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class KnotsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static Steward stewardWith(KnotPolicy policy) {
        return Steward.builder()
                .ledger(Ledger.builder()
                        .tick(Duration.ofMillis(20))
                        .knots(policy)
                        .starvationAfter(Duration.ofMillis(200)))
                .limit(Kind.CONNECTIONS, 100)
                .shutdownHook(false)
                .build();
    }

    private static PoolBuilder<String> things(String name, int max) {
        return Pool.<String>builder(name, () -> name).kind(Kind.CONNECTIONS).size(0, max);
    }

    /** Holds one, meets the other, then wants the other's. */
    private static Crowd.Body crossing(Pool<String> first, Pool<String> then, CyclicBarrier meet) {
        return () -> {
            try (Lease<String> one = first.acquire(LONG)) {
                meet.await();
                try (Lease<String> other = then.acquire(LONG)) {
                    assertThat(one.isOpen() && other.isOpen()).isTrue();
                }
            }
        };
    }

    @Test
    void twoThreadsThatWaitForEachOtherAreToldAndTheYoungestFails() throws Exception {
        try (Steward steward = stewardWith(KnotPolicy.BREAK);
                Crowd crowd = new Crowd()) {
            Pool<String> db = steward.manage(things("db", 1));
            Pool<String> http = steward.manage(things("http", 1));
            CyclicBarrier meet = new CyclicBarrier(2);
            AtomicReference<Throwable> a = crowd.start("A", crossing(db, http, meet));
            AtomicReference<Throwable> b = crowd.start("B", crossing(http, db, meet));
            await().until(() -> a.get() != null || b.get() != null);
            Throwable failure = a.get() != null ? a.get() : b.get();
            assertThat(failure)
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageContaining("A holds 1 of db and waits for http")
                    .hasMessageContaining("B holds 1 of http and waits for db")
                    .hasMessageContaining("next:");
            crowd.finish();
            assertThat(a.get() == null || b.get() == null).as("one of the two").isTrue();
            assertThat(steward.ledger().knots())
                    .singleElement()
                    .satisfies(knot -> assertThat(knot.broken()).isIn("A", "B"));
            assertThat(steward.ledger().predictions())
                    .anySatisfy(prediction -> assertThat(prediction.owners()).containsExactlyInAnyOrder("db", "http"));
        }
    }

    @Test
    void aKnotIsReportedWithinTwoTicks() throws Exception {
        try (Steward steward = Steward.builder()
                        .ledger(Ledger.builder().knots(KnotPolicy.BREAK))
                        .build();
                Crowd crowd = new Crowd()) {
            Pool<String> db = steward.manage(things("db", 1));
            Pool<String> http = steward.manage(things("http", 1));
            CyclicBarrier meet = new CyclicBarrier(3);
            crowd.start("A", crossing(db, http, meet));
            crowd.start("B", crossing(http, db, meet));
            meet.await();
            await().until(() -> db.usage().waiting() + http.usage().waiting() == 2);
            long closed = System.nanoTime();
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> !steward.ledger().knots().isEmpty());
            // Two ticks of 100 ms, and what a busy machine takes to run a thread that is due.
            assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(Duration.ofMillis(350));
        }
    }

    @Test
    void aThreadThatWaitsForMoreOfWhatItHasUsedUpIsADeadlockByItself() throws Exception {
        try (Steward steward = stewardWith(KnotPolicy.BREAK);
                Crowd crowd = new Crowd()) {
            Pool<String> db = steward.manage(things("db", 2));
            AtomicReference<Throwable> greedy = crowd.start("greedy", () -> {
                try (Lease<String> one = db.acquire(LONG);
                        Lease<String> two = db.acquire(LONG);
                        Lease<String> three = db.acquire(LONG)) {
                    assertThat(List.of(one, two, three)).allMatch(Lease::isOpen);
                }
            });
            await().until(() -> greedy.get() != null);
            assertThat(greedy.get())
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageContaining("greedy holds 2 of db and waits for db");
            assertThat(steward.ledger().predictions())
                    .anySatisfy(prediction -> assertThat(prediction.toString()).contains("needs 3 to be safe"));
        }
    }

    @Test
    void poolsThatAreBoundByTheirBudgetAreSeenThrough() throws Exception {
        try (Steward steward = Steward.builder()
                        .limit(Kind.CONNECTIONS, 2)
                        .ledger(Ledger.builder().tick(Duration.ofMillis(20)))
                        .build();
                Crowd crowd = new Crowd()) {
            Pool<String> db = steward.manage(things("db", 5));
            Pool<String> http = steward.manage(things("http", 5));
            CyclicBarrier meet = new CyclicBarrier(2);
            AtomicReference<Throwable> a = crowd.start("A", crossing(db, http, meet));
            AtomicReference<Throwable> b = crowd.start("B", crossing(http, db, meet));
            await().until(() -> a.get() != null || b.get() != null);
            assertThat(a.get() != null ? a.get() : b.get()).isInstanceOf(DeadlockException.class);
        }
    }

    @Test
    void aTaskThatWaitsForATaskBehindItInAFullExecutorIsADeadlock() throws Exception {
        try (Steward steward = stewardWith(KnotPolicy.BREAK)) {
            Workers workers = steward.manage(Workers.cpuBound("crew").threads(1).queue(10));
            Future<String> outer = workers.submit(() -> {
                Future<String> inner = workers.submit(() -> "never");
                return inner.get();
            });
            assertThat(failureOf(outer))
                    .hasRootCauseInstanceOf(DeadlockException.class)
                    .rootCause()
                    .hasMessageContaining("crew-1 holds 1 of crew");
        }
    }

    private static Throwable failureOf(Future<?> future) throws InterruptedException {
        try {
            return new AssertionError("no failure but " + future.get());
        } catch (ExecutionException failed) {
            return failed;
        }
    }

    @Test
    void aTaskAndItsSubmitterThatWaitForEachOtherAcrossAPoolAreADeadlock() throws Exception {
        try (Steward steward = stewardWith(KnotPolicy.BREAK)) {
            Pool<String> db = steward.manage(things("db", 1));
            Workers workers = steward.manage(Workers.cpuBound("crew").threads(1).queue(10));
            try (Lease<String> lease = db.acquire()) {
                assertThat(lease.isOpen()).isTrue();
                Future<?> task = workers.submit(() -> db.acquire(LONG).close());
                assertThat(failureOf(task)).hasRootCauseInstanceOf(DeadlockException.class);
            }
        }
    }

    @Test
    void warnedOfADeadlockNobodyFails() throws Exception {
        try (Steward steward = stewardWith(KnotPolicy.WARN);
                Crowd crowd = new Crowd()) {
            Pool<String> db = steward.manage(things("db", 1));
            Pool<String> http = steward.manage(things("http", 1));
            CyclicBarrier meet = new CyclicBarrier(2);
            AtomicReference<Throwable> a = crowd.start("A", crossing(db, http, meet));
            AtomicReference<Throwable> b = crowd.start("B", crossing(http, db, meet));
            await().until(() -> !steward.ledger().knots().isEmpty());
            assertThat(steward.ledger().knots().get(0).isOpen()).isTrue();
            assertThat(steward.ledger().knots().get(0).broken()).isNull();
            assertThat(a.get()).isNull();
            assertThat(b.get()).isNull();
            assertThat(steward.report().json()).contains("\"knots\":[{\"kind\":\"DEADLOCK\"");
            db.resize(0, 2);
            await().until(() -> !steward.ledger().knots().get(0).isOpen());
        }
    }

    @Test
    void waitingBehindASlowHolderIsStarvationAndNoDeadlock() throws Exception {
        try (Steward steward = stewardWith(KnotPolicy.BREAK);
                Crowd crowd = new Crowd()) {
            Pool<String> db = steward.manage(things("db", 1));
            Lease<String> mine = db.acquire();
            AtomicReference<Throwable> late =
                    crowd.start("late", () -> db.acquire(LONG).close());
            await().until(() -> !steward.ledger().knots().isEmpty());
            Knot knot = steward.ledger().knots().get(0);
            assertThat(knot.sort()).isEqualTo(Knot.Sort.STARVATION);
            assertThat(knot.members().get(0).name())
                    .isEqualTo(Thread.currentThread().getName());
            assertThat(knot.members().get(0).now())
                    .anyMatch(call -> call.getClassName().contains("KnotsTest"));
            assertThat(knot.toString()).contains("late holds nothing and waits for db");
            mine.close();
            await().until(() -> !steward.ledger().knots().get(0).isOpen());
            assertThat(late.get()).isNull();
        }
    }

    @Test
    void acquiringInTwoOrdersIsForetoldThoughItWentWell() throws Exception {
        try (Steward steward =
                Steward.builder().ledger(Ledger.builder().tracing(Tracing.ALL)).build()) {
            Pool<String> db = steward.manage(things("db", 2).tick(Duration.ofMillis(5)));
            Pool<String> http = steward.manage(things("http", 2).tick(Duration.ofMillis(5)));
            await().until(() -> {
                holdBoth(steward, db, http);
                holdBoth(steward, http, db);
                return !steward.ledger().predictions().isEmpty();
            });
            assertThat(steward.ledger().predictions().get(0).toString())
                    .contains("acquired http while it held db", "acquired db while it held http", "same order");
            assertThat(steward.ledger().knots()).isEmpty();
        }
    }

    private static void holdBoth(Steward steward, Pool<String> first, Pool<String> then) {
        try (Lease<String> one = first.acquire()) {
            await().until(() -> first.holdings().get(0).heldFor().toMillis() > 5);
            try (Lease<String> other = then.acquire()) {
                assertThat(one.isOpen() && other.isOpen()).isTrue();
                steward.ledger().look();
            }
        }
    }

    @Test
    void whoGivesOneBackAndTakesTheNextWhileItIsReadDoesNotHoldTwoTogether() throws Exception {
        try (Pool<String> pool = things("db", 1).build()) {
            Deque<Lease<String>> mine = new ArrayDeque<>(List.of(pool.acquire()));
            Managed changing = new ForwardingManaged(pool) {
                @Override
                public List<Holding> holdings() {
                    List<Holding> torn = new ArrayList<>(pool.holdings());
                    mine.pop().close();
                    mine.push(pool.acquire());
                    torn.addAll(pool.holdings());
                    return torn;
                }
            };
            Ledger ledger = Ledger.builder().build(() -> List.of(changing), List::of);
            ledger.look();
            mine.pop().close();
            assertThat(ledger.predictions()).isEmpty();
        }
    }

    @Test
    void whatIsHeldTogetherIsForetoldToBeTooMuchBeforeAnybodyWaits() throws Exception {
        try (Pool<String> pool = things("db", 2).build()) {
            Ledger ledger = Ledger.builder().build(() -> List.of(pool), List::of);
            CyclicBarrier meet = new CyclicBarrier(2);
            try (Crowd crowd = new Crowd()) {
                Crowd.Body holdsOne = () -> {
                    try (Lease<String> one = pool.acquire(LONG)) {
                        assertThat(one.isOpen()).isTrue();
                        meet.await();
                        ledger.look();
                        meet.await();
                    }
                };
                crowd.start("A", holdsOne);
                crowd.start("B", holdsOne);
                crowd.finish();
            }
            assertThat(ledger.predictions()).isEmpty();
            try (Lease<String> one = pool.acquire();
                    Lease<String> two = pool.acquire()) {
                assertThat(one.isOpen() && two.isOpen()).isTrue();
                ledger.look();
            }
            assertThat(ledger.predictions())
                    .anySatisfy(prediction -> assertThat(prediction.toString())
                            .contains("2 threads hold up to 2 of db together", "needs 3 to be safe"));
        }
    }

    @Test
    void aLongRandomLoadIsNeverTakenForADeadlock() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        try (Steward steward = Steward.builder()
                        .ledger(Ledger.builder()
                                .tick(Duration.ofMillis(10))
                                .tracing(Tracing.ALL)
                                .starvationAfter(LONG))
                        .build();
                Crowd crowd = new Crowd()) {
            List<Pool<String>> pools = List.of(
                    steward.manage(things("a", 2)), steward.manage(things("b", 3)), steward.manage(things("c", 1)));
            List<AtomicReference<Throwable>> failures = new ArrayList<>();
            long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            for (int t = 0; t < 12; t++) {
                Random random = new Random(t);
                failures.add(crowd.start("random " + t, () -> {
                    while (System.nanoTime() < until) {
                        // Always in the same order, so there can be no deadlock, only crowds.
                        Lease<String> first =
                                random.nextBoolean() ? pools.get(0).acquire(LONG) : null;
                        Lease<String> second =
                                random.nextBoolean() ? pools.get(1).acquire(LONG) : null;
                        Lease<String> third =
                                random.nextBoolean() ? pools.get(2).acquire(LONG) : null;
                        LockSupport.parkNanos(random.nextInt(20_000_000));
                        for (Lease<String> lease : Arrays.asList(third, second, first)) {
                            if (lease != null) {
                                lease.close();
                            }
                        }
                        rounds.incrementAndGet();
                    }
                }));
            }
            crowd.finish();
            assertThat(failures).allMatch(failure -> failure.get() == null);
            assertThat(steward.ledger().knots()).isEmpty();
            assertThat(steward.ledger().predictions()).isEmpty();
            assertThat(rounds).hasPositiveValue();
        }
    }
}
