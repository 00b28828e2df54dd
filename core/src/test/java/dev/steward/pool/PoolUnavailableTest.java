package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import dev.steward.resource.UnavailableException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Persistent failure is told at once, and ends with the first success. */
@ExtendWith(NothingLeftBehind.class)
class PoolUnavailableTest {
    private final Things things = new Things();
    private final AtomicBoolean up = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();

    private PoolBuilder<Things.Thing> pool() {
        return Pool.builder("things", () -> {
                    attempts.incrementAndGet();
                    if (!up.get()) {
                        throw new IllegalStateException("server down");
                    }
                    return things.make();
                })
                .destroy(things::end)
                .size(0, 4)
                .unavailableAfter(Duration.ofMillis(100));
    }

    @Test
    void whoWaitsIsToldWithTheCauseLongBeforeTheDeadlineAndTheNextAtOnce() {
        try (Pool<Things.Thing> pool = pool().build()) {
            UnavailableException told =
                    catchThrowableOfType(UnavailableException.class, () -> pool.acquire(Duration.ofDays(1)));
            assertThat(told)
                    .hasMessageContaining("things: creating one has failed for")
                    .hasMessageContaining("server down")
                    .hasRootCauseMessage("server down");
            assertThat(told.failures()).isGreaterThanOrEqualTo(3);
            assertThat(told.failingFor()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            int before = attempts.get();
            assertThatThrownBy(() -> pool.acquire(Duration.ofDays(1))).isInstanceOf(UnavailableException.class);
            assertThat(attempts.get()).as("one attempt at a time").isLessThanOrEqualTo(before + 1);
            assertThat(pool.acquireAsync("request", Duration.ofDays(1)))
                    .failsWithin(Callers.LONG)
                    .withThrowableThat()
                    .withCauseInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void itEndsByItselfForWhoeverAsksWhenTheNextAttemptIsDue() {
        try (Pool<Things.Thing> pool = pool().build()) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofDays(1))).isInstanceOf(UnavailableException.class);
            up.set(true);
            await().ignoreExceptions().until(() -> {
                pool.acquire(Duration.ofDays(1)).close();
                return true;
            });
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @Test
    void whileSomethingCanComeBackWaitingIsWorthIt() {
        up.set(true);
        try (Pool<Things.Thing> pool = pool().build()) {
            Lease<Things.Thing> held = pool.acquire();
            up.set(false);
            CompletableFuture<Lease<Things.Thing>> waits = pool.acquireAsync("request", Duration.ofDays(1));
            await().until(() -> pool.population().growth().creations().isUnavailable());
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(1)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("creating one failed")
                    .hasMessageContaining("times in a row");
            held.close();
            waits.join().close();
        }
    }

    @Test
    void withoutTheOptionEverybodyWaitsUntilHisDeadline() {
        try (Pool<Things.Thing> pool = Hook.CREATE
                .misbehaving(things, Integer.MAX_VALUE, () -> {
                    throw new IllegalStateException("down");
                })
                .build()) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(300))).isInstanceOf(ExhaustedException.class);
        }
    }
}
