package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Budget;
import dev.steward.resource.ConfinedLeaseException;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Loss;
import dev.steward.resource.StaleLeaseException;
import dev.steward.resource.Tracing;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leases that are traced: on stand-ins, which must behave as the slots they stand in for. */
@ExtendWith(NothingLeftBehind.class)
class PoolTracingTest {
    private final AtomicInteger destroyed = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final Budget room = Budget.of(Kind.CONNECTIONS, "room", 2);

    private PoolBuilder<String> builder() {
        return Pool.<String>builder("traced", () -> "thing " + made.incrementAndGet())
                .kind(Kind.CONNECTIONS)
                .size(0, 2)
                .tick(Duration.ofMillis(10))
                .destroy(thing -> destroyed.incrementAndGet());
    }

    private Pool<String> tracing(PoolBuilder<String> builder) {
        Pool<String> pool = builder.buildWithin(room);
        pool.trace(Tracing.ALL);
        return pool;
    }

    @Test
    void theSiteOfATracedLeaseIsInItsHolding() {
        try (Pool<String> pool = tracing(builder());
                Lease<String> lease = pool.acquire()) {
            assertThat(lease.get()).startsWith("thing");
            assertThat(pool.holdings())
                    .singleElement()
                    .satisfies(holding -> assertThat(holding.site()).isNotNull());
        }
    }

    @Test
    void withoutTracingThereIsNoSite() {
        try (Pool<String> pool = builder().buildWithin(room);
                Lease<String> lease = pool.acquire()) {
            assertThat(lease.isOpen()).isTrue();
            assertThat(pool.holdings().get(0).site()).isNull();
        }
    }

    @Test
    void everyLeaseIsTracedFromTheNextOn() {
        try (Pool<String> pool = builder().buildWithin(room)) {
            for (int i = 0; i < 10; i++) {
                pool.acquire().close();
            }
            pool.trace(Tracing.ALL);
            await().until(() -> {
                try (Lease<String> lease = pool.acquire()) {
                    return lease.isOpen() && pool.holdings().get(0).site() != null;
                }
            });
            for (int i = 0; i < 100; i++) {
                try (Lease<String> lease = pool.acquire()) {
                    assertThat(lease.isOpen()).isTrue();
                    assertThat(pool.holdings().get(0).site()).isNotNull();
                }
            }
            assertThat(pool.siteTimes()).isNotEmpty();
        }
    }

    @Test
    void closingATracedLeaseMakesItStaleAndGivesTheResourceBack() {
        try (Pool<String> pool = tracing(builder().size(1, 1))) {
            Lease<String> lease = pool.acquire();
            lease.close();
            assertThat(lease.isOpen()).isFalse();
            assertThatThrownBy(lease::get).isInstanceOf(StaleLeaseException.class);
            try (Lease<String> next = pool.acquire()) {
                lease.close();
                assertThat(next.get()).isEqualTo("thing 1");
                assertThat(pool.statistics().staleCloses()).isEqualTo(1);
            }
        }
    }

    @Test
    void aTracedLeaseIsConfinedAsAnyOther() {
        try (Pool<String> pool = tracing(builder());
                Lease<String> lease = pool.acquire()) {
            assertThat(CompletableFuture.supplyAsync(() -> {
                        assertThatThrownBy(lease::close).isInstanceOf(ConfinedLeaseException.class);
                        return lease.isOpen();
                    }))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(true);
        }
    }

    @Test
    void aTracedLeaseThatIsHandedOverKeepsItsSiteAndIsClosedByItsNewHolder() {
        try (Pool<String> pool = tracing(builder())) {
            Lease<String> lease = pool.acquire();
            Lease<String> heir = lease.handOver("import");
            assertThat(lease.isOpen()).isFalse();
            lease.close();
            assertThat(heir.get()).isEqualTo("thing 1");
            Holding holding = pool.holdings().get(0);
            assertThat(holding.holder()).isEqualTo("import");
            assertThat(holding.site()).isNotNull();
            CompletableFuture.runAsync(heir::close).join();
            assertThat(heir.isOpen()).isFalse();
            assertThat(pool.usage().inUse()).isZero();
        }
    }

    @Test
    void aTracedLeaseThatIsInvalidatedIsDestroyed() {
        try (Pool<String> pool = tracing(builder())) {
            pool.acquire().invalidate();
            await().until(() -> destroyed.get() == 1);
            await().until(() -> room.used() == 0);
        }
    }

    @Test
    void closingThePoolEndsTracedLeases() {
        Pool<String> pool = tracing(builder());
        Lease<String> lease = pool.acquire();
        assertThat(pool.close(Duration.ofMillis(10)).stillHeld()).hasSize(1);
        assertThat(lease.isOpen()).isFalse();
        lease.close();
        assertThat(room.used()).isZero();
    }

    @Test
    void asynchronousLeasesAreTracedToo() {
        try (Pool<String> pool = tracing(builder())) {
            Lease<String> lease =
                    pool.acquireAsync("batch", Duration.ofSeconds(10)).join();
            assertThat(pool.holdings().get(0).site()).isNotNull();
            lease.close();
            assertThat(lease.isOpen()).isFalse();
        }
    }

    @Test
    void aLeaseThatNobodyCanCloseIsTakenBackAndItsResourceDestroyed() {
        try (Pool<String> pool = tracing(builder())) {
            forget(pool);
            List<Loss> losses = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                losses.addAll(pool.takeLosses());
                return !losses.isEmpty();
            });
            assertThat(losses).singleElement().satisfies(loss -> {
                assertThat(loss.cause()).isEqualTo(Loss.Cause.UNREACHABLE);
                assertThat(loss.reclaimed()).isTrue();
                assertThat(loss.holding().site()).isNotNull();
            });
            await().until(() -> destroyed.get() == 1 && room.used() == 0);
            assertThat(pool.usage().inUse()).isZero();
        }
    }

    @Test
    void aLeaseThatNobodyCanCloseIsOnlyReportedWhereThePoolIsToldSo() {
        Pool<String> pool = tracing(builder().reclaimUnreachable(false));
        forget(pool);
        List<Loss> losses = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            losses.addAll(pool.takeLosses());
            return !losses.isEmpty();
        });
        assertThat(losses.get(0).reclaimed()).isFalse();
        assertThat(pool.usage().inUse()).isEqualTo(1);
        assertThat(pool.close(Duration.ZERO).stillHeld()).hasSize(1);
    }

    private static void forget(Pool<String> pool) {
        assertThat(pool.acquire().get()).startsWith("thing");
    }

    @Test
    void aLeaseThatIsHeldIsNotTakenForForgotten() {
        try (Pool<String> pool = tracing(builder());
                Lease<String> lease = pool.acquire()) {
            for (int i = 0; i < 20; i++) {
                System.gc();
                assertThat(pool.takeLosses()).isEmpty();
            }
            assertThat(lease.get()).isEqualTo("thing 1");
        }
    }

    @Test
    void tracingStaysBelowAHundredthOfTheTime() {
        Tracer<String> tracer = new Tracer<>(Duration.ofMillis(10), "traced", System::nanoTime);
        tracer.set(Tracing.SAMPLED);
        try (Pool<String> pool = builder().buildWithin(room)) {
            tracer.tick();
            int traced = 0;
            for (int i = 0; i < 100_000; i++) {
                Slot<String> slot = new Slot<>(pool);
                slot.markLease();
                traced += tracer.begin(slot, Thread.currentThread(), Generation.LEASED) == slot ? 0 : 1;
            }
            // A hundredth of 10 ms is 100 us, and a trace costs more than 50 ns and less than that at its first.
            assertThat(traced).isBetween(1, 2_000);
        }
    }
}
