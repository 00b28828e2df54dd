package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Holding;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.Waiting;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PoolAsyncTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Things things = new Things();

    @Test
    void aRequestGetsASharedLeaseUnderItsName() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build()) {
            Lease<Things.Thing> lease = pool.acquireAsync("order 17", LONG).join();
            assertThat(pool.holdings()).extracting(Holding::holder).containsExactly("order 17");

            CompletableFuture<Lease<Things.Thing>> next = pool.acquireAsync("order 18", LONG);
            assertThat(pool.waiting()).extracting(Waiting::waiter).containsExactly("order 18");
            CompletableFuture.runAsync(lease::close).join();
            next.join().close();
            assertThat(pool.statistics().returned()).isEqualTo(2);
        }
    }

    @Test
    void requestsAndThreadsStandInOneLine() throws Exception {
        try (Pool<Things.Thing> pool =
                things.pool().size(0, 1).starvationLimit(Duration.ZERO).build()) {
            Lease<Things.Thing> held = pool.acquire();
            List<String> served = java.util.Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<Void> first = pool.acquireAsync("first", LONG).thenAccept(lease -> {
                served.add("first");
                lease.close();
            });
            Thread second = new Thread(() -> {
                try (Lease<Things.Thing> lease = pool.acquire(LONG)) {
                    served.add(lease.isOpen() ? "second" : "?");
                }
            });
            second.start();
            await().until(() -> pool.statistics().waiting() == 2);
            held.close();
            first.join();
            second.join();
            assertThat(served).containsExactly("first", "second");
        }
    }

    @Test
    void aCancelledRequestLeavesTheLineAndLosesNothing() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build()) {
            for (int i = 0; i < 500; i++) {
                Lease<Things.Thing> held = pool.acquire();
                CompletableFuture<Lease<Things.Thing>> request = pool.acquireAsync("request", LONG);
                CompletableFuture<Void> giveBack = CompletableFuture.runAsync(() -> {});
                CompletableFuture<Boolean> cancel = giveBack.thenApplyAsync(x -> request.cancel(true));
                held.close();
                if (!cancel.join()) {
                    request.join().close();
                }
                await().until(() ->
                        pool.statistics().waiting() == 0 && pool.statistics().inUse() == 0);
            }
            assertThat(things.made).hasValue(1);
        }
    }

    @Test
    void aRequestFailsAtItsDeadlineAndAtClose() {
        Pool<Things.Thing> pool = things.pool().size(0, 1).build();
        Lease<Things.Thing> held = pool.acquire();
        assertThatThrownBy(
                        () -> pool.acquireAsync("late", Duration.ofMillis(30)).join())
                .hasCauseInstanceOf(ExhaustedException.class);
        assertThatThrownBy(() -> pool.acquireAsync("now", Duration.ZERO).join())
                .hasCauseInstanceOf(ExhaustedException.class);
        CompletableFuture<Lease<Things.Thing>> waiting = pool.acquireAsync("waiting", LONG);
        held.close();
        waiting.join().invalidate();
        pool.close();
        assertThatThrownBy(() -> pool.acquireAsync("closed", LONG).join())
                .hasCauseInstanceOf(ResourceClosedException.class);
        assertThatThrownBy(() -> pool.acquireAsync(" ", LONG)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closeRefusesRequestsThatWait() {
        Pool<Things.Thing> pool = things.pool().size(0, 1).build();
        Lease<Things.Thing> held = pool.acquire();
        CompletableFuture<Lease<Things.Thing>> waiting = pool.acquireAsync("waiting", LONG);
        pool.close(Duration.ofMillis(10));
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(ResourceClosedException.class);
        held.close();
    }
}
