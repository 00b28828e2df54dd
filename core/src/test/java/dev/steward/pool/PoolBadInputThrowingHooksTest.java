package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.CloseReport;
import dev.steward.resource.ExhaustedException;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a hook throws costs the pool one resource, and nobody a slot. */
@ExtendWith(NothingLeftBehind.class)
class PoolBadInputThrowingHooksTest {
    private final Things things = new Things();

    static Stream<Arguments> hooksAndFailures() {
        return Stream.of(Hook.values()).flatMap(hook -> failures().map(failure -> Arguments.of(hook, failure)));
    }

    /** Made anew for each test: a throwable remembers. */
    private static Stream<Throwable> failures() {
        return Stream.<Supplier<Throwable>>of(
                        () -> new IllegalStateException("broken"),
                        () -> new IOException("broken"),
                        () -> new AssertionError("broken"),
                        () -> new StackOverflowError("broken"),
                        () -> new OutOfMemoryError("broken"),
                        () -> new NoClassDefFoundError("broken"),
                        () -> new InterruptedException("broken"))
                .map(Supplier::get);
    }

    private static void raise(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    @ParameterizedTest
    @MethodSource("hooksAndFailures")
    void whatAHookThrowsLosesNoSlot(Hook hook, Throwable failure) {
        AtomicBoolean called = new AtomicBoolean();
        Pool<Things.Thing> pool = hook.misbehaving(things, 1, () -> {
                    called.set(true);
                    raise(failure);
                })
                .build();
        try (pool) {
            hook.provoke(things, pool, called::get);
            // The holder's own thread keeps what an interrupted reset was told.
            assertThat(Thread.interrupted()).isEqualTo(hook == Hook.RESET && failure instanceof InterruptedException);
            Hook.assertNoSlotIsLost(things, pool);
            assertThat(pool.statistics().creationFailures()).isEqualTo(hook == Hook.CREATE ? 1 : 0);
            assertThat(things.ended).as("the one that failed").hasValue(hook == Hook.CREATE ? 0 : 1);
        }
        Hook.assertEverythingHasEnded(things, pool);
    }

    /** The cause is named for as long as it lasts, and once it is over the pool recovers. */
    @ParameterizedTest
    @MethodSource("failures")
    void aFactoryThatKeepsThrowingIsNamedUntilItRecovers(Throwable failure) {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (Pool<Things.Thing> pool = Hook.CREATE
                .misbehaving(things, Integer.MAX_VALUE, () -> {
                    if (broken.get()) {
                        raise(failure);
                    }
                })
                .build()) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(60)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("0 of at most 3 objects in use, 0 idle, 1 waiting")
                    .hasMessageContaining("last with: " + failure)
                    .hasCause(failure);
            await().until(() -> pool.statistics().size() == 0);
            assertThat(pool.budget().used()).isZero();
            broken.set(false);
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aDestroyThatThrowsDuringCloseIsReported(Throwable failure) {
        Pool<Things.Thing> pool =
                Hook.DESTROY.misbehaving(things, 1, () -> raise(failure)).build();
        Hook.assertNoSlotIsLost(things, pool);
        CloseReport report = pool.close(Callers.LONG);
        assertThat(report.failures()).containsExactly(failure);
        assertThat(report.stillHeld()).isEmpty();
        assertThat(report.toString()).contains("things closed in").contains("failed: " + failure);
        Hook.assertEverythingHasEnded(things, pool);
    }

    @Test
    void aHookThatAlwaysThrowsEndsEachResourceAndStillLosesNoSlot() {
        for (Hook hook : new Hook[] {Hook.RESET, Hook.DESTROY}) {
            Things own = new Things();
            Pool<Things.Thing> pool = hook.misbehaving(own, Integer.MAX_VALUE, () -> raise(new AssertionError(hook)))
                    .build();
            for (int i = 0; i < 20; i++) {
                pool.acquire(Callers.LONG).invalidate();
                pool.acquire(Callers.LONG).close();
            }
            Hook.assertNoSlotIsLost(own, pool);
            assertThat(own.mostAlive.get()).isLessThanOrEqualTo(3);
            pool.close();
            Hook.assertEverythingHasEnded(own, pool);
        }
    }
}
