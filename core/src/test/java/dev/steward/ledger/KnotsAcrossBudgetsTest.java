package dev.steward.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.Steward;
import dev.steward.memory.BufferPool;
import dev.steward.memory.MemoryReservation;
import dev.steward.memory.MemoryReservations;
import dev.steward.pool.Pool;
import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.DeadlockException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Workers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A wait for room in a budget is a wait like any other. */
@ExtendWith(NothingLeftBehind.class)
class KnotsAcrossBudgetsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static Steward steward() {
        return Steward.builder()
                .ledger(Ledger.builder().tick(Duration.ofMillis(20)))
                .limit(Kind.MEMORY, Bytes.mib(4))
                .shutdownHook(false)
                .build();
    }

    private static Pool<String> one(Steward steward, String name) {
        return steward.manage(
                Pool.<String>builder(name, () -> name).kind(Kind.CONNECTIONS).size(0, 1));
    }

    private static Throwable failureOf(AtomicReference<Throwable> a, AtomicReference<Throwable> b) {
        await().until(() -> a.get() != null || b.get() != null);
        return Stream.of(a, b)
                .flatMap(failure -> Stream.ofNullable(failure.get()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void acrossAPoolAndReservationsItIsFoundAndBroken() throws Exception {
        try (Steward steward = steward();
                Crowd crowd = new Crowd()) {
            Pool<String> db = one(steward, "db");
            MemoryReservations sorts = steward.manage(MemoryReservations.blueprint("sorts"));
            CyclicBarrier meet = new CyclicBarrier(2);
            AtomicReference<Throwable> a = crowd.start("A", () -> {
                try (Lease<String> lease = db.acquire(LONG)) {
                    meet.await();
                    sorts.reserve("a", Bytes.mib(3), LONG).close();
                    assertThat(lease.isOpen()).isTrue();
                }
            });
            AtomicReference<Throwable> b = crowd.start("B", () -> {
                try (MemoryReservation mine = sorts.reserve("b", Bytes.mib(3))) {
                    meet.await();
                    db.acquire(LONG).close();
                    assertThat(mine.bytes()).isPositive();
                }
            });
            assertThat(failureOf(a, b))
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageContaining("A holds 1 of db and waits for 3145728 of sorts")
                    .hasMessageContaining("B holds 3145728 of sorts and waits for db");
            crowd.finish();
            assertThat(a.get() == null || b.get() == null).as("one of the two").isTrue();
        }
    }

    @Test
    void aWaitInTheBudgetItselfCounts() throws Exception {
        try (Steward steward = steward();
                Crowd crowd = new Crowd()) {
            Pool<String> db = one(steward, "db");
            Budget memory = steward.budget(Kind.MEMORY);
            MemoryReservations sorts = steward.manage(MemoryReservations.blueprint("sorts"));
            CyclicBarrier meet = new CyclicBarrier(2);
            AtomicReference<Throwable> a = crowd.start("A", () -> {
                try (Lease<String> lease = db.acquire(LONG)) {
                    meet.await();
                    memory.reserve(Bytes.mib(2), LONG);
                    memory.release(Bytes.mib(2));
                    assertThat(lease.isOpen()).isTrue();
                }
            });
            AtomicReference<Throwable> b = crowd.start("B", () -> {
                try (MemoryReservation mine = sorts.reserve("b", Bytes.mib(3))) {
                    meet.await();
                    db.acquire(LONG).close();
                    assertThat(mine.bytes()).isPositive();
                }
            });
            assertThat(failureOf(a, b))
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageContaining("A holds 1 of db and waits for 2097152 of room in the budget memory");
        }
    }

    @Test
    void acrossAPoolBuffersAndAnExecutorItIsFoundAndBroken() throws Exception {
        try (Steward steward = steward()) {
            Pool<String> db = one(steward, "db");
            BufferPool buffers = steward.manage(BufferPool.builder("pages"));
            Workers crew = steward.manage(Workers.cpuBound("crew").threads(1).queue(10));
            CyclicBarrier meet = new CyclicBarrier(2);
            @Nullable Throwable mine = null;
            Future<String> task;
            try (Lease<String> lease = db.acquire(LONG)) {
                // The only worker holds most of the memory and wants the connection; behind it a task is queued for
                // which this thread waits with the connection, as soon as it has found no room for a buffer.
                task = crew.submit(() -> {
                    try (Lease<ByteBuffer> page = buffers.acquire((int) Bytes.mib(3))) {
                        meet.await();
                        try (Lease<String> connection = db.acquire(LONG)) {
                            return connection.get() + page.isOpen();
                        }
                    }
                });
                meet.await();
                try {
                    buffers.acquire((int) Bytes.mib(2), LONG).close();
                } catch (DeadlockException broken) {
                    mine = broken;
                }
                assertThat(lease.isOpen()).isTrue();
            }
            @Nullable Throwable failure = mine != null ? mine : causeOf(task);
            assertThat(failure)
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageContaining("crew-1 holds 1 of crew and 3145728 of pages and waits for db");
            if (mine != null) {
                // The task goes on once the connection is back, and ends.
                assertThat(task.get()).isEqualTo("dbtrue");
            }
        }
    }

    private static @Nullable Throwable causeOf(Future<?> task) throws InterruptedException {
        try {
            return new AssertionError("no failure but " + task.get());
        } catch (ExecutionException failed) {
            return failed.getCause();
        }
    }

    @Test
    void aReservedLaneKeepsTheKnotFromClosing() throws Exception {
        try (Steward steward = steward();
                Crowd crowd = new Crowd()) {
            Pool<String> db = one(steward, "db");
            Pool<String> http = steward.manage(Pool.<String>builder("http", () -> "http")
                    .kind(Kind.CONNECTIONS)
                    .size(0, 1)
                    .reservedLane(1));
            CyclicBarrier meet = new CyclicBarrier(2);
            AtomicReference<Throwable> a = crowd.start("A", crossing(db, http, meet));
            AtomicReference<Throwable> b = crowd.start("B", crossing(http, db, meet));
            crowd.finish();
            assertThat(a.get()).isNull();
            assertThat(b.get()).isNull();
            assertThat(steward.ledger().knots()).isEmpty();
        }
    }

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
    void waitingBehindASlowHolderOfABudgetIsNoDeadlock() throws Exception {
        try (Steward steward = Steward.builder()
                        .ledger(Ledger.builder().tick(Duration.ofMillis(20)).starvationAfter(Duration.ofMillis(200)))
                        .limit(Kind.MEMORY, 100)
                        .build();
                Crowd crowd = new Crowd()) {
            MemoryReservations sorts = steward.manage(MemoryReservations.blueprint("sorts"));
            MemoryReservation mine = sorts.reserve("mine", 60);
            AtomicReference<Throwable> late =
                    crowd.start("late", () -> sorts.reserve("late", 60, LONG).close());
            await().until(() -> !steward.ledger().knots().isEmpty());
            assertThat(steward.ledger().knots()).singleElement().satisfies(knot -> {
                assertThat(knot.sort()).isEqualTo(Knot.Sort.STARVATION);
                assertThat(knot.toString()).contains("late holds nothing and waits for 60 of sorts");
            });
            mine.close();
            crowd.finish();
            assertThat(late.get()).isNull();
        }
    }
}
