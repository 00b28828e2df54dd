package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.CloseReport;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A hook that does not come back keeps its own resource, and nobody else from theirs. */
@ExtendWith(NothingLeftBehind.class)
class PoolBadInputHangingHooksTest {
    private static final Duration LONG = Callers.LONG;

    /** What the destroy hooks get at close beyond its deadline is 2 s; the rest is for a machine that is busy. */
    private static final Duration CLOSE_GRACE = Duration.ofMillis(3_500);

    private final Things things = new Things();
    private final Callers callers = new Callers();
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    private void hang() {
        hangs.countDown();
        Callers.hang(letGo);
    }

    @AfterEach
    void letEverythingGo() {
        letGo.countDown();
    }

    /** A reset hangs where it runs, on the thread that gives back. */
    private void provoke(Hook hook, Pool<Things.Thing> pool) {
        if (hook == Hook.RESET) {
            callers.start(() -> hook.provoke(things, pool, () -> hangs.getCount() == 0));
        } else {
            hook.provoke(things, pool, () -> hangs.getCount() == 0);
        }
        await().until(() -> hangs.getCount() == 0);
    }

    @ParameterizedTest
    @CsvSource({"CREATE, 1 still being created", "RESET, 1 still being reset", "DESTROY, 1 still being destroyed"})
    void whatHangsIsNamedAndTheOtherSlotsAreHadMeanwhile(Hook hook, String named) throws Exception {
        AtomicBoolean armed = new AtomicBoolean();
        try (Pool<Things.Thing> pool = hook.misbehaving(things, Integer.MAX_VALUE, () -> {
                    if (armed.getAndSet(false)) {
                        hang();
                    }
                })
                .build()) {
            List<Lease<Things.Thing>> two = List.of(pool.acquire(LONG), pool.acquire(LONG));
            if (hook != Hook.CREATE) {
                two.forEach(Lease::close);
            }
            armed.set(true);
            provoke(hook, pool);
            if (hook == Hook.CREATE) {
                two.forEach(Lease::close);
            }
            Lease<Things.Thing> first = pool.acquire(LONG);
            CountDownLatch give = new CountDownLatch(1);
            callers.start(() -> {
                try (Lease<Things.Thing> second = pool.acquire(LONG)) {
                    give.await();
                    assertThat(second.isOpen()).isTrue();
                }
            });
            await().until(() -> pool.statistics().inUse() == 2);
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(50)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("2 of at most 3 objects in use")
                    .hasMessageContaining(named);
            assertThat(pool.statistics().size()).isEqualTo(3);

            give.countDown();
            first.close();
            letGo.countDown();
            callers.join();
            Hook.assertNoSlotIsLost(things, pool);
            assertThat(things.mostAlive.get()).isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeEndsByItsDeadlineAndSaysSoWhenAHookHangs(Hook hook) throws Exception {
        Pool<Things.Thing> pool = hook.misbehaving(things, 1, this::hang).build();
        provoke(hook, pool);
        Duration deadline = Duration.ofMillis(50);
        CloseReport report = pool.close(deadline);
        assertThat(report.took()).isBetween(deadline, deadline.plus(CLOSE_GRACE));
        assertThat(report.failures())
                .extracting(Throwable::getMessage)
                .contains("1 resources could not be destroyed in time");
        assertThat(report.isClean()).isFalse();

        letGo.countDown();
        callers.join();
        Hook.assertEverythingHasEnded(things, pool);
    }

    @Test
    void closeEndsByItsDeadlineWhenItIsCloseItselfThatMakesDestroyHang() {
        Pool<Things.Thing> pool =
                Hook.DESTROY.misbehaving(things, 1, this::hang).build();
        Hook.assertNoSlotIsLost(things, pool);
        CloseReport report = pool.close(Duration.ofMillis(50));
        assertThat(report.took()).isLessThan(CLOSE_GRACE);
        assertThat(report.toString())
                .contains("creating or destroying a resource did not end in time")
                .contains("1 resources could not be destroyed in time");
        assertThat(things.ended).as("the others").hasValue(2);

        letGo.countDown();
        Hook.assertEverythingHasEnded(things, pool);
    }

    /** A hook that ends when it is interrupted, as most do that wait for the network. */
    @Test
    void closeInterruptsWhatDoesNotEndByItself() throws Exception {
        Pool<Things.Thing> pool = Hook.DESTROY
                .misbehaving(things, 1, () -> {
                    hangs.countDown();
                    letGo.await();
                })
                .build();
        provoke(Hook.DESTROY, pool);
        pool.close(Duration.ofMillis(50));
        Hook.assertEverythingHasEnded(things, pool);
    }

    /** With two hands, and both hanging, the destruction of the other three has not begun when close gives up. */
    @Test
    void whatCloseCouldNotBeginToDestroyIsDestroyedAllTheSame() {
        Pool<Things.Thing> pool = Hook.DESTROY
                .misbehaving(things, 2, this::hang)
                .concurrentCreations(1)
                .size(0, 5)
                .build();
        Hook.assertNoSlotIsLost(things, pool);
        assertThat(pool.close(Duration.ofMillis(50)).isClean()).isFalse();
        await().until(() -> things.ended.get() == 3);
        letGo.countDown();
        Hook.assertEverythingHasEnded(things, pool);
    }

    @Test
    void aResetThatHangsOnItsHoldersThreadStallsNobodyElse() throws Exception {
        try (Pool<Things.Thing> pool =
                Hook.RESET.misbehaving(things, 1, this::hang).build()) {
            provoke(Hook.RESET, pool);
            for (int i = 0; i < 100; i++) {
                pool.acquire(LONG).close();
            }
            assertThat(pool.holdings()).isEmpty();
            letGo.countDown();
            callers.join();
            Hook.assertNoSlotIsLost(things, pool);
            assertThat(things.ended).as("it was reset in the end").hasValue(0);
        }
    }
}
