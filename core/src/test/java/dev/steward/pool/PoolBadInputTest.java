package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes that make no sense, a factory that gives nothing, and leases of another pool. */
@ExtendWith(NothingLeftBehind.class)
class PoolBadInputTest {
    private static final Duration LONG = Callers.LONG;

    private final Things things = new Things();

    @ParameterizedTest
    @CsvSource({
        "0, 0, 'max must be 1 to 1048576, got 0'",
        "0, -1, 'max must be 1 to 1048576, got -1'",
        "-1, 1, 'min must be 0 or more, got -1'",
        "3, 2, 'min 3 is above max 2'",
        "1, 0, 'min 1 is above max 0'",
        "0, 1048577, 'max must be 1 to 1048576, got 1048577'",
        "0, 2147483647, 'max must be 1 to 1048576, got 2147483647'",
        "-2147483648, -2147483648, 'min must be 0 or more, got -2147483648'",
    })
    void aSizeThatCannotBeIsRefusedByTheBuilderAndAtRunTime(int min, int max, String reason) {
        assertThatThrownBy(() -> things.pool().size(min, max).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pool things")
                .hasMessageContaining("size: " + reason);
        try (Pool<Things.Thing> pool = things.pool().size(1, 3).overflow(1).build()) {
            assertThatThrownBy(() -> pool.resize(min, max))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("pool things cannot be resized to min " + min + " and max " + max)
                    .hasMessageContaining("at most max, max must be 1 to 1048576");
            assertThat(pool.statistics().min()).isEqualTo(1);
            assertThat(pool.statistics().max()).isEqualTo(3);
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    @Test
    void aFactoryThatReturnsNullIsNamedAndLosesNoSlot() {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger nulls = new AtomicInteger(Integer.MAX_VALUE);
        try (Pool<Things.Thing> pool = Pool.<Things.Thing>builder(
                        "things", () -> calls.incrementAndGet() <= nulls.get() ? null : things.make())
                .destroy(things::end)
                .size(0, 3)
                .build()) {
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(60)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("0 of at most 3 objects in use, 0 idle, 1 waiting")
                    .hasMessageContaining("the factory of pool things returned null")
                    .hasCauseInstanceOf(NullPointerException.class);
            await().until(() -> pool.statistics().size() == 0);
            assertThat(pool.budget().used()).isZero();
            assertThat(pool.statistics().creationFailures()).isEqualTo(calls.get());

            nulls.set(calls.get());
            Hook.assertNoSlotIsLost(things, pool);
        }
    }

    /** There is no way to say which pool a lease goes back to: it knows its own. */
    @Test
    void aLeaseGoesBackToItsOwnPoolWhereverItIsClosed() {
        Things others = new Things();
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).build();
                Pool<Things.Thing> other = others.pool().size(0, 1).build()) {
            Lease<Things.Thing> mine = pool.acquire(LONG);
            Lease<Things.Thing> theirs = other.acquire(LONG);
            assertThat(mine.get()).isNotSameAs(theirs.get());
            theirs.close();
            assertThat(mine.isOpen()).isTrue();
            assertThat(pool.tryAcquire()).isEmpty();
            assertThat(other.statistics().idle()).isEqualTo(1);

            Lease<Things.Thing> again = other.acquire(LONG);
            mine.close();
            mine.close();
            mine.invalidate();
            assertThat(again.isOpen()).isTrue();
            assertThat(other.tryAcquire()).isEmpty();
            assertThat(other.statistics().staleCloses()).isZero();
            assertThat(pool.statistics().staleCloses()).isEqualTo(2);
            again.invalidate();
            Hook.assertNoSlotIsLost(things, pool);
            Hook.assertNoSlotIsLost(others, other);
            assertThat(things.ended).hasValue(0);
        }
    }
}
