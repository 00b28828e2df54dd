package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Kind;
import dev.steward.resource.SaturatedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Threads are drawn from a budget, and a budget may say no. */
@ExtendWith(NothingLeftBehind.class)
class WorkersBudgetTest {
    private final Budget threads = Budget.of(Kind.THREADS, "threads", 2);

    @Test
    void theThreadsThereAreCarryOnWhenTheBudgetGivesNoMore() throws Exception {
        try (Workers workers = Workers.cpuBound("parse")
                .threads(10)
                .queue(1)
                .whenFull(Policy.REJECT)
                .buildWithin(threads)) {
            Gate first = new Gate();
            Gate second = new Gate();
            workers.execute(first);
            workers.execute(second);
            first.awaitBegun();
            second.awaitBegun();
            Future<Integer> queued = workers.submit(() -> 7);
            assertThat(threads.used()).isEqualTo(2);
            assertThatThrownBy(() -> workers.execute(() -> {}))
                    .isInstanceOf(SaturatedException.class)
                    .hasMessageContaining("2 running on 2 of at most 10 threads")
                    .hasMessageContaining("no more threads could be had from the budget");
            first.letGo();
            assertThat(queued.get()).isEqualTo(7);
            second.letGo();
        }
        assertThat(threads.used()).isZero();
        assertThat(threads.children()).isEmpty();
    }

    @Test
    void withoutOneThreadTheSubmitterIsTold() throws Exception {
        threads.reserve(2);
        try (Workers workers = Workers.cpuBound("parse").buildWithin(threads)) {
            assertThatThrownBy(() -> workers.execute(() -> {}))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("2 threads of 2 threads used");
            assertThat(workers.statistics().rejected()).isEqualTo(1);
            threads.release(1);
            assertThat(workers.submit(() -> 7).get()).isEqualTo(7);
        }
        threads.release(1);
    }

    @Test
    void aThreadIsAddedOnceTheBudgetHasRoomAgain() throws Exception {
        AtomicLong clock = new AtomicLong();
        threads.reserve(1);
        try (Workers workers =
                Workers.cpuBound("parse").threads(2).ticker(clock::get).buildWithin(threads)) {
            Gate first = new Gate();
            Gate second = new Gate();
            workers.execute(first);
            workers.execute(second);
            threads.release(1);
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            Future<?> third = workers.submit(() -> {});
            second.awaitBegun().letGo();
            third.get();
            assertThat(workers.usage().inUse()).isGreaterThanOrEqualTo(1);
            first.letGo();
        }
    }

    @Test
    void watchingATaskTimeoutTakesAThreadOfItsOwnWhileThereAreOthers() throws Exception {
        try (Workers workers =
                Workers.cpuBound("parse").taskTimeout(Duration.ofMinutes(1)).buildWithin(threads)) {
            workers.submit(() -> {}).get();
            assertThat(threads.used()).isEqualTo(2);
            await().until(() -> workers.reclaim(Long.MAX_VALUE) == 1);
            await().until(() -> threads.used() == 0);
            threads.reserve(1);
            assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(BudgetExceededException.class);
            threads.release(1);
        }
    }
}
