package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Bytes;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class BufferPoolWaitingTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.kib(8));
    private final BufferPool pool =
            BufferPool.builder("buffers").idleTimeout(Duration.ofHours(1)).buildWithin(memory);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Thread start(String name, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        failure.set(e);
                    }
                },
                name);
        thread.start();
        return thread;
    }

    private void awaitWaiting(int count) {
        await().until(() -> pool.waiting().size() == count);
    }

    @Test
    void theRefusalNamesBudgetAndHolders() {
        try (pool;
                Lease<ByteBuffer> held = pool.acquire(8192)) {
            BudgetExceededException refused =
                    catchThrowableOfType(BudgetExceededException.class, () -> pool.acquire(100, Duration.ofMillis(20)));
            assertThat(refused).hasMessageContaining("8.0 KiB of 8.0 KiB used");
            assertThat(refused.isTransient()).isTrue();
            assertThat(refused.getSuppressed())
                    .singleElement()
                    .isInstanceOf(ExhaustedException.class)
                    .asString()
                    .contains(Thread.currentThread().getName());
            assertThat(pool.usage().timedOut()).isEqualTo(1);
            assertThat(held.isOpen()).isTrue();
        }
    }

    @Test
    void whatCanNeverFitIsRefusedAtOnce() {
        try (pool) {
            pool.acquire(1000).close();
            BudgetExceededException refused =
                    catchThrowableOfType(BudgetExceededException.class, () -> pool.acquire(10_000, LONG));
            assertThat(refused.isTransient()).isFalse();
            assertThat(pool.usage().idle()).isEqualTo(1024);
        }
    }

    @Test
    void aWaiterGetsABufferOfItsSizeWhenItComesBack() throws InterruptedException {
        try (pool) {
            Lease<ByteBuffer> held = pool.acquire(8192);
            Thread waiter = start("waiter", () -> pool.acquire(8192, LONG).close());
            awaitWaiting(1);
            assertThat(pool.waiting()).singleElement().satisfies(waiting -> {
                assertThat(waiting.waiter()).isEqualTo("waiter");
                assertThat(waiting.amount()).isEqualTo(8192);
            });
            held.close();
            waiter.join();
            assertThat(pool.statistics().created()).isEqualTo(1);
            assertThat(failure.get()).isNull();
        }
    }

    @Test
    void aWaiterGetsTheRoomOfABufferOfAnotherSize() throws InterruptedException {
        try (pool) {
            Lease<ByteBuffer> held = pool.acquire(8192);
            Thread waiter = start("waiter", () -> pool.acquire(3000, LONG).close());
            awaitWaiting(1);
            held.close();
            waiter.join();
            assertThat(failure.get()).isNull();
            assertThat(pool.usage().idle()).isEqualTo(3072);
        }
    }

    @Test
    void aWaiterGetsTheRoomThatAnotherUserOfTheBudgetGivesBack() throws InterruptedException {
        try (pool) {
            memory.reserve(8192);
            Thread waiter = start("waiter", () -> pool.acquire(3000, LONG).close());
            awaitWaiting(1);
            memory.release(8192);
            waiter.join();
            assertThat(failure.get()).isNull();
        }
    }

    @Test
    void waitersAreServedInTheOrderTheyCame() throws InterruptedException {
        try (pool) {
            Lease<ByteBuffer> held = pool.acquire(8192);
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                threads.add(start("waiter-" + i, () -> {
                    try (Lease<ByteBuffer> lease = pool.acquire(8192, LONG)) {
                        order.add(number);
                        assertThat(lease.isOpen()).isTrue();
                    }
                }));
                awaitWaiting(i + 1);
            }
            held.close();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(order).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void anInterruptedWaiterLosesNothing() throws InterruptedException {
        try (pool) {
            Lease<ByteBuffer> held = pool.acquire(8192);
            Thread waiter = start("waiter", () -> pool.acquire(8192, LONG).close());
            awaitWaiting(1);
            waiter.interrupt();
            waiter.join();
            assertThat(failure.get()).isInstanceOf(AcquireInterruptedException.class);
            assertThat(pool.waiting()).isEmpty();
            held.close();
            pool.acquire(8192, Duration.ZERO).close();
        }
    }

    @Test
    void closingFailsTheWaiters() throws InterruptedException {
        Lease<ByteBuffer> held = pool.acquire(8192);
        Thread waiter = start("waiter", () -> pool.acquire(8192, LONG).close());
        awaitWaiting(1);
        assertThat(pool.close(Duration.ZERO).stillHeld()).hasSize(1);
        waiter.join();
        assertThat(failure.get()).isInstanceOf(ResourceClosedException.class);
        assertThat(held.isOpen()).isFalse();
        assertThatThrownBy(() -> pool.tryAcquire(1)).isInstanceOf(ResourceClosedException.class);
    }
}
