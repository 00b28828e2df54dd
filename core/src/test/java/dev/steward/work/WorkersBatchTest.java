package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.SaturatedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a worker takes from a long queue at once is as much of the queue as before. */
@ExtendWith(NothingLeftBehind.class)
class WorkersBatchTest {
    @Test
    void nothingWaitsBehindALongTaskWhileAThreadIsIdle() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (Workers workers = Workers.cpuBound("steal").threads(2).queue(200).build()) {
            Gate one = new Gate();
            Gate other = new Gate();
            workers.execute(one);
            workers.execute(other);
            one.awaitBegun();
            other.awaitBegun();
            // The first worker to be free takes the long one along with a batch of the others.
            Gate blocking = new Gate();
            workers.execute(blocking);
            for (int i = 0; i < 100; i++) {
                workers.execute(ran::incrementAndGet);
            }
            one.letGo();
            blocking.awaitBegun();
            assertThat(ran).hasValue(0);
            assertThat(workers.usage().waiting()).isEqualTo(100);
            other.letGo();
            await().untilAsserted(() -> assertThat(ran).hasValue(100));
            assertThat(workers.usage().inUse()).isEqualTo(1);
            blocking.letGo();
        }
    }

    @Test
    void theBoundOfTheQueueHoldsWithBatchesOnTheirWay() throws Exception {
        try (Workers workers = Workers.cpuBound("bound")
                .threads(1)
                .queue(100)
                .whenFull(Policy.REJECT)
                .build()) {
            Gate first = new Gate();
            Gate second = new Gate();
            workers.execute(first);
            first.awaitBegun();
            workers.execute(second);
            for (int i = 0; i < 99; i++) {
                workers.execute(() -> {});
            }
            first.letGo();
            second.awaitBegun();
            workers.execute(() -> {});
            assertThat(workers.usage().waiting()).isEqualTo(100);
            assertThat(workers.statistics().queued()).isEqualTo(100);
            assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(SaturatedException.class);
            second.letGo();
        }
    }

    @Test
    void whatWasTakenAlongIsDroppedByADrainThatRunsOutOfTime() throws Exception {
        Workers workers = Workers.cpuBound("drain").threads(1).queue(100).build();
        Gate first = new Gate();
        Gate second = new Gate();
        workers.execute(first);
        first.awaitBegun();
        workers.execute(second);
        for (int i = 0; i < 90; i++) {
            workers.execute(() -> {});
        }
        first.letGo();
        second.awaitBegun();
        List<Runnable> notRun = workers.drain(Duration.ZERO);
        assertThat(notRun).hasSize(90);
        assertThat(workers.statistics().discarded()).isEqualTo(90);
        second.letGo();
        assertThat(workers.close(Duration.ofSeconds(20)).isClean()).isTrue();
        assertThat(workers.statistics().completed()).isEqualTo(2);
    }

    @Test
    void whatOthersHaveRunOfABatchTakesUpNoPlace() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (Workers workers = Workers.cpuBound("places")
                .threads(2)
                .queue(100)
                .whenFull(Policy.REJECT)
                .build()) {
            Gate one = new Gate();
            Gate other = new Gate();
            workers.execute(one);
            workers.execute(other);
            one.awaitBegun();
            other.awaitBegun();
            // Whoever is free first takes the one that does not end, and many of the others along.
            Gate endless = new Gate();
            workers.execute(endless);
            for (int i = 0; i < 99; i++) {
                workers.execute(ran::incrementAndGet);
            }
            one.letGo();
            endless.awaitBegun();
            other.letGo();
            await().untilAsserted(() -> assertThat(ran).hasValue(99));
            Gate second = new Gate();
            workers.execute(second);
            second.awaitBegun();
            for (int i = 0; i < 100; i++) {
                workers.execute(ran::incrementAndGet);
            }
            assertThat(workers.statistics().queued()).isEqualTo(100);
            assertThatThrownBy(() -> workers.execute(() -> {}))
                    .isInstanceOf(SaturatedException.class)
                    .hasMessageContaining("100 tasks queued, at most 100");
            second.letGo();
            endless.letGo();
        }
        assertThat(ran).hasValue(199);
    }

    /** Nobody is woken for tiny tasks that one worker gets through alone; when one turns out long, another must notice. */
    @Test
    void whoSleepsJoinsInWhenAShortTaskTurnsOutLong() throws Exception {
        int rounds = 20;
        int tiny = 2_000;
        Workers workers = Workers.cpuBound("look").threads(2).queue(1_000).build();
        for (int round = 0; round < rounds; round++) {
            AtomicInteger ran = new AtomicInteger();
            Gate turnsOutLong = new Gate();
            for (int i = 0; i < tiny; i++) {
                workers.execute(ran::incrementAndGet);
            }
            workers.execute(turnsOutLong);
            for (int i = 0; i < 10; i++) {
                workers.execute(ran::incrementAndGet);
            }
            turnsOutLong.awaitBegun();
            await().untilAsserted(() -> assertThat(ran).hasValue(tiny + 10));
            turnsOutLong.letGo();
        }
        assertThat(workers.close(Duration.ofSeconds(20)).isClean()).isTrue();
        WorkersStatistics statistics = workers.statistics();
        assertThat(statistics.completed()).isEqualTo(rounds * (tiny + 11L));
        assertThat(statistics.medianRun()).isPositive().isLessThanOrEqualTo(statistics.p99Run());
    }
}
