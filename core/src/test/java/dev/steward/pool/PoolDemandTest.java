package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A resource is made for whoever would wait longer without it, and for nobody else. */
@ExtendWith(NothingLeftBehind.class)
class PoolDemandTest {
    private final Things things = new Things();
    private final Callers callers = new Callers();

    @ParameterizedTest
    @CsvSource({
        // waiting, a creation and the time between two returns in microseconds: who would be late
        "245, 150000, 400, 0",
        "375, 150000, 400, 0",
        "376, 150000, 400, 1",
        "1, 150000, 100000, 0",
        "2, 150000, 100000, 1",
        "3, 10000, 500000, 3",
    })
    void whoIsServedBeforeANewOneIsReadyIsNotLate(int waiting, long costMicros, long betweenMicros, int late) {
        assertThat(Demand.late(
                        waiting,
                        TimeUnit.MICROSECONDS.toNanos(costMicros),
                        TimeUnit.MICROSECONDS.toNanos(betweenMicros)))
                .isEqualTo(late);
    }

    @Test
    void aCrowdThatIsServedSoonHasNoneMade() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (Pool<Things.Thing> pool = Pool.builder("things", () -> {
                    assertThat(slow.await(1, TimeUnit.SECONDS)).isFalse();
                    return things.make();
                })
                .destroy(things::end)
                .size(1, 4)
                .build()) {
            await().until(() -> pool.statistics().idle() == 1);
            Lease<Things.Thing> timed = pool.acquire();
            timed.close();
            Lease<Things.Thing> held = pool.acquire();
            for (int i = 0; i < 30; i++) {
                callers.start(() -> pool.acquire(Callers.LONG).close());
            }
            held.close();
            callers.join();
            assertThat(things.made).hasValue(1);
            assertThat(pool.statistics().size()).isEqualTo(1);
        }
    }

    @Test
    void whoWaitsForAsLongAsACreationTakesHasOneMadeWhateverTheHoldsWere() {
        try (Pool<Things.Thing> pool = things.pool().size(1, 3).build()) {
            await().until(() -> pool.statistics().idle() == 1);
            for (int i = 0; i < 100; i++) {
                pool.acquire().close();
            }
            List<Lease<Things.Thing>> held = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                held.add(pool.acquire(Callers.LONG));
            }
            assertThat(things.made).hasValue(3);
            held.forEach(Lease::close);
        }
    }

    @Test
    void aLineThatStandsAgainAndAgainIsWorthOneThoughEachInItIsServedSoon() throws Exception {
        try (Pool<Things.Thing> pool = Pool.builder("things", things::make)
                .destroy(things::end)
                .size(1, 2)
                .build()) {
            await().until(() -> pool.statistics().idle() == 1);
            for (int i = 0; i < 3; i++) {
                callers.start(() -> {
                    long deadline = System.nanoTime() + Callers.LONG.toNanos() / 2;
                    while (pool.statistics().created() < 2 && System.nanoTime() < deadline) {
                        pool.acquire(Callers.LONG).close();
                    }
                });
            }
            callers.join();
            assertThat(things.made).hasValue(2);
        }
    }
}
