package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where there is room for one more, hooks that hang keep nobody from it, however many they are. */
@ExtendWith(NothingLeftBehind.class)
class PoolBadInputBusyHandsTest {
    /** More than a creation takes, and less than any test may. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private final Things things = new Things();
    private final AtomicInteger hanging = new AtomicInteger();
    private final CountDownLatch letGo = new CountDownLatch(1);

    private void hang() {
        hanging.incrementAndGet();
        Callers.hang(letGo);
    }

    @AfterEach
    void letEverythingGo() {
        letGo.countDown();
    }

    /** Two creators and one hand more: three hooks that hang are as many as there are hands. */
    @ParameterizedTest
    @EnumSource(names = {"CHECK", "DESTROY"})
    void asManyHangingHooksAsHandsKeepNobodyFromWhatThereIsRoomFor(Hook hook) {
        try (Pool<Things.Thing> pool = hook.misbehaving(things, 3, this::hang)
                .concurrentCreations(2)
                .size(0, 6)
                .build()) {
            List<Lease<Things.Thing>> three = List.of(pool.acquire(SOON), pool.acquire(SOON), pool.acquire(SOON));
            if (hook == Hook.DESTROY) {
                three.forEach(Lease::invalidate);
            } else {
                three.forEach(Lease::close);
                things.pass(pool, Duration.ofMinutes(3));
            }
            await().until(() -> hanging.get() == 3);
            try (Lease<Things.Thing> fourth = pool.acquire(SOON);
                    Lease<Things.Thing> fifth = pool.acquire(SOON)) {
                assertThat(List.of(fourth, fifth)).allMatch(Lease::isOpen);
            } finally {
                letGo.countDown();
            }
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @Test
    void aLoneCallerIsNotMadeToWaitForACheckThatHangs() {
        try (Pool<Things.Thing> pool =
                Hook.CHECK.misbehaving(things, 1, this::hang).build()) {
            Hook.CHECK.provoke(things, pool, () -> hanging.get() == 1);
            try (Lease<Things.Thing> lease = pool.acquire(SOON)) {
                assertThat(lease.isOpen()).isTrue();
            } finally {
                letGo.countDown();
            }
            Hook.assertNoSlotIsLost(things, pool);
        }
    }
}
