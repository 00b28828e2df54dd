package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.SaturatedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class WorkersScheduleTest {
    private static final Duration SOON = Duration.ofMillis(5);

    @Test
    void aTaskRunsWhenItsTimeHasComeAndTheThreadThatKeptItGoes() throws Exception {
        try (Workers workers = Workers.cpuBound("later").build()) {
            long began = System.nanoTime();
            assertThat(workers.schedule(() -> 7, SOON).get()).isEqualTo(7);
            assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(SOON.toNanos());
            await().until(() -> workers.statistics().scheduled() == 0
                    && workers.budget().used() == workers.statistics().threads());
        }
    }

    @Test
    void aFullQueueRefusesNoTaskThatWasScheduledBefore() throws Exception {
        try (Workers workers = Workers.cpuBound("later")
                .threads(1)
                .queue(0)
                .whenFull(Policy.REJECT)
                .build()) {
            Gate gate = new Gate();
            workers.execute(gate);
            gate.awaitBegun();
            Future<Integer> later = workers.schedule(() -> 7, SOON);
            await().until(() -> workers.usage().waiting() == 1);
            gate.letGo();
            assertThat(later.get()).isEqualTo(7);
        }
    }

    @Test
    void aRepeatedTaskRunsUntilItIsCancelled() {
        AtomicInteger ran = new AtomicInteger();
        try (Workers workers = Workers.cpuBound("often").build()) {
            Future<?> atRate = workers.repeatAtRate(ran::incrementAndGet, Duration.ZERO, SOON);
            await().until(() -> ran.get() >= 3);
            assertThat(workers.statistics().scheduled()).isEqualTo(1);
            atRate.cancel(false);
            await().until(() -> workers.statistics().scheduled() == 0);
            int sofar = ran.get();
            Future<?> withPause = workers.repeatWithPause(ran::incrementAndGet, SOON, SOON);
            await().until(() -> ran.get() >= sofar + 3);
            withPause.cancel(false);
        }
    }

    @Test
    void whatARepeatedTaskThrowsEndsItAndIsReported() throws Exception {
        CompletableFuture<Throwable> reported = new CompletableFuture<>();
        try (Workers workers = Workers.cpuBound("often")
                .uncaught((thread, thrown) -> reported.complete(thrown))
                .build()) {
            Future<?> failing = workers.repeatAtRate(
                    () -> {
                        throw new IllegalStateException("no more");
                    },
                    Duration.ZERO,
                    SOON);
            assertThat(reported.get(10, TimeUnit.SECONDS)).hasMessage("no more");
            await().until(failing::isDone);
            await().until(() -> workers.statistics().failed() == 1);
        }
    }

    @Test
    void aCloseCancelsWhatIsNotDueAndTakesNoMore() {
        Workers workers = Workers.cpuBound("later").build();
        Future<Integer> later = workers.schedule(() -> 7, Duration.ofHours(1));
        assertThat(workers.close(Duration.ofSeconds(10)).isClean()).isTrue();
        assertThat(later.isCancelled()).isTrue();
        assertThatThrownBy(() -> workers.schedule(() -> 7, SOON)).isInstanceOf(ResourceClosedException.class);
        assertThat(workers.budget().used()).isZero();
    }

    @Test
    void moreThanItKeepsAreRefused() {
        try (Workers workers = Workers.cpuBound("later").scheduled(1).build()) {
            Future<Integer> one = workers.schedule(() -> 7, Duration.ofHours(1));
            assertThatThrownBy(() -> workers.schedule(() -> 8, Duration.ofHours(1)))
                    .isInstanceOf(SaturatedException.class)
                    .hasMessageContaining("1 tasks are scheduled already");
            one.cancel(false);
            assertThat(workers.schedule(() -> 8, Duration.ofHours(1)).cancel(false))
                    .isTrue();
            assertThatThrownBy(() -> workers.repeatAtRate(() -> {}, SOON, Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("more than zero");
        }
    }
}
