package dev.steward.pool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.resource.ConfinedLeaseException;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lease that has ended, in whatever way, has no power over the slot's next holder. */
@ExtendWith(NothingLeftBehind.class)
class PoolRulesOfLeasesTest {
    private static final Duration LONG = Callers.LONG;

    private final Things things = new Things();
    private final Callers callers = new Callers();

    /** How a lease ended. */
    enum End {
        CLOSED,
        INVALIDATED,
        HANDED_OVER,
        EVICTED,
        EXPIRED;

        Lease<Things.Thing> of(Lease<Things.Thing> lease, Things things, Pool<Things.Thing> pool) {
            if (this == INVALIDATED) {
                lease.invalidate();
            } else if (this == HANDED_OVER) {
                lease.handOver("successor").close();
            } else if (this == EVICTED) {
                pool.evictAll();
                lease.close();
            } else if (this == EXPIRED) {
                things.pass(pool, Duration.ofDays(2_000));
                lease.close();
            } else {
                lease.close();
            }
            return lease;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStaleLeaseOfAnyKindNeverTouchesTheNextHolder(End end) throws Exception {
        for (boolean shared : new boolean[] {false, true}) {
            PoolBuilder<Things.Thing> builder = things.pool().size(0, 1);
            try (Pool<Things.Thing> pool = (shared ? builder.sharedLeases() : builder).build()) {
                Lease<Things.Thing> stale = end.of(pool.acquire(LONG), things, pool);
                CountDownLatch letGo = new CountDownLatch(1);
                CompletableFuture<Lease<Things.Thing>> next = new CompletableFuture<>();
                callers.start(() -> {
                    try (Lease<Things.Thing> lease = pool.acquire(LONG)) {
                        lease.get().hold();
                        next.complete(lease);
                        letGo.await();
                        lease.get().letGo();
                    }
                });
                assertThat(next).succeedsWithin(LONG);
                long before = pool.statistics().staleCloses();
                stale.close();
                stale.invalidate();
                assertThatThrownBy(() -> stale.handOver("thief")).isInstanceOf(ResourceException.class);
                assertThatThrownBy(stale::get).isInstanceOf(ResourceException.class);
                assertThat(stale.isOpen()).isFalse();
                assertThat(next.join().isOpen()).isTrue();
                assertThat(pool.tryAcquire()).isEmpty();
                assertThat(pool.statistics().staleCloses()).isEqualTo(before + 2);
                letGo.countDown();
                callers.join();
                Hook.assertNoSlotIsLost(things, pool);
            }
        }
    }

    /** The race in which other pools give one object to two holders: the second close hits whoever comes between. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoThreadsThatCloseOneLeaseAtOnceNeverFreeTheNextHoldersSlot(boolean handedOver) throws Exception {
        PoolBuilder<Things.Thing> builder = things.pool().size(0, 1);
        try (Pool<Things.Thing> pool = (handedOver ? builder : builder.sharedLeases()).build()) {
            AtomicReference<Lease<Things.Thing>> lease = new AtomicReference<>();
            CyclicBarrier together = new CyclicBarrier(3, () -> {
                Lease<Things.Thing> acquired = pool.acquire(LONG);
                lease.set(handedOver ? acquired.handOver("both") : acquired);
            });
            for (int i = 0; i < 3; i++) {
                boolean closes = i < 2;
                callers.start(() -> {
                    for (int round = 0; round < 500; round++) {
                        together.await();
                        if (closes) {
                            requireNonNull(lease.get()).close();
                        }
                        holdBriefly(pool);
                    }
                });
            }
            callers.join();
            assertThat(pool.statistics().staleCloses()).isEqualTo(500);
            assertThat(pool.statistics().returned()).isEqualTo(500 * 4);
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @Test
    void whoClosesTheConfinedLeaseOfAnotherIsRefusedWhateverTheOwnerDoes() throws Exception {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build()) {
            AtomicReference<Lease<Things.Thing>> lease = new AtomicReference<>();
            CyclicBarrier together = new CyclicBarrier(2);
            callers.start(() -> {
                for (int round = 0; round < 500; round++) {
                    lease.set(pool.acquire(LONG));
                    together.await();
                    requireNonNull(lease.get()).close();
                    holdBriefly(pool);
                    together.await();
                }
            });
            callers.start(() -> {
                for (int round = 0; round < 500; round++) {
                    together.await();
                    try {
                        requireNonNull(lease.get()).close();
                    } catch (ConfinedLeaseException refused) {
                        assertThat(refused).hasMessageContaining("nothing was changed");
                    }
                    holdBriefly(pool);
                    together.await();
                }
            });
            callers.join();
            assertThat(pool.statistics().returned()).isEqualTo(500 * 3);
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @Test
    void theLeaseOfAThreadThatHasEndedIsStaleOnceItIsTakenBack() throws Exception {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build()) {
            CompletableFuture<Lease<Things.Thing>> leaked = callers.call(() -> pool.acquire(LONG));
            callers.join();
            pool.tick();
            Lease<Things.Thing> next = pool.acquire(LONG);
            leaked.join().close();
            assertThat(leaked.join().isOpen()).isFalse();
            assertThat(next.isOpen()).isTrue();
            assertThat(pool.statistics().inUse()).isEqualTo(1);
            next.close();
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    private static void holdBriefly(Pool<Things.Thing> pool) {
        try (Lease<Things.Thing> lease = pool.acquire(LONG)) {
            lease.get().hold();
            lease.get().letGo();
        }
    }
}
