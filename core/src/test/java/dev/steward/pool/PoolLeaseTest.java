package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ConfinedLeaseException;
import dev.steward.resource.Holding;
import dev.steward.resource.Lease;
import dev.steward.resource.StaleLeaseException;
import dev.steward.testing.NothingLeftBehind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PoolLeaseTest {
    private final Things things = new Things();

    @Test
    void aStaleCloseTouchesNobodyElse() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build()) {
            Lease<Things.Thing> stale = pool.acquire();
            stale.close();
            Lease<Things.Thing> next = pool.acquire();
            stale.close();
            stale.invalidate();

            assertThat(next.isOpen()).isTrue();
            assertThat(pool.statistics().inUse()).isEqualTo(1);
            assertThat(pool.statistics().staleCloses()).isEqualTo(2);
            assertThatThrownBy(stale::get)
                    .isInstanceOf(StaleLeaseException.class)
                    .hasMessageContaining("another holder");
            next.close();
        }
    }

    @Test
    void aConfinedLeaseIsClosedByItsThreadOnly() throws Exception {
        try (Pool<Things.Thing> pool = things.pool().build()) {
            Lease<Things.Thing> lease = pool.acquire();
            AtomicReference<Throwable> refusal = new AtomicReference<>();
            Thread other = new Thread(() -> {
                try {
                    lease.close();
                } catch (ConfinedLeaseException refused) {
                    refusal.set(refused);
                }
            });
            other.start();
            other.join();

            assertThat(refusal.get())
                    .hasMessageContaining(
                            "confined to " + Thread.currentThread().getName())
                    .hasMessageContaining("handOver(name)");
            assertThat(lease.isOpen()).isTrue();
            lease.close();
            assertThat(pool.statistics().inUse()).isZero();
        }
    }

    @Test
    void aLeaseThatWasHandedOverIsClosedAnywhereAndNamedInTheLedger() throws Exception {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build()) {
            Lease<Things.Thing> mine = pool.acquire();
            Lease<Things.Thing> theirs = mine.handOver("nightly import");

            assertThat(mine.isOpen()).isFalse();
            assertThatThrownBy(mine::get).isInstanceOf(StaleLeaseException.class);
            assertThatThrownBy(() -> mine.handOver("again")).isInstanceOf(StaleLeaseException.class);
            assertThatThrownBy(() -> theirs.handOver(" ")).hasMessageContaining("blank");
            assertThat(pool.holdings()).extracting(Holding::holder).containsExactly("nightly import");

            Thread other = new Thread(theirs::close);
            other.start();
            other.join();
            assertThat(pool.statistics().inUse()).isZero();
            pool.acquire().close();
        }
    }

    @Test
    void aSharedLeaseClosedByTwoThreadsAtOnceIsClosedOnce() throws Exception {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).sharedLeases().build()) {
            for (int i = 0; i < 2_000; i++) {
                Lease<Things.Thing> lease = pool.acquire();
                CyclicBarrier together = new CyclicBarrier(2);
                Thread other = new Thread(() -> closeTogether(together, lease));
                other.start();
                closeTogether(together, lease);
                other.join();
                assertThat(pool.statistics().returned()).isEqualTo(i + 1);
            }
            assertThat(pool.statistics().staleCloses()).isEqualTo(2_000);
        }
    }

    private static void closeTogether(CyclicBarrier together, Lease<?> lease) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        lease.close();
    }

    @Test
    void whatAThreadLeftBehindComesBackWhenItHasEnded() throws Exception {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build()) {
            Thread leaker = new Thread(() -> pool.acquire().get(), "leaker");
            leaker.start();
            leaker.join();

            pool.tick();
            assertThat(pool.statistics().orphaned()).isEqualTo(1);
            try (Lease<Things.Thing> lease = pool.acquire()) {
                assertThat(lease.get().number)
                        .as("the leaked one is destroyed, not reused")
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void aSharedLeaseOutlivesItsThread() throws Exception {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).sharedLeases().build()) {
            CompletableFuture<Lease<Things.Thing>> passedOn = new CompletableFuture<>();
            Thread first = new Thread(() -> passedOn.complete(pool.acquire()));
            first.start();
            first.join();
            await().during(java.time.Duration.ofMillis(30))
                    .until(() -> passedOn.join().isOpen());
            assertThat(pool.holdings()).singleElement().asString().contains("whose thread has ended");
            passedOn.join().close();
        }
    }

    @Test
    void saysWhoHoldsIt() {
        try (Pool<Things.Thing> pool = things.pool().build()) {
            Lease<Things.Thing> lease = pool.acquire();
            assertThat(lease)
                    .hasToString(
                            "lease of things held by " + Thread.currentThread().getName());
            lease.close();
            assertThat(lease).hasToString("lease of things, stale");
        }
    }
}
