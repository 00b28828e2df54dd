package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.resource.Budget;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ends, orderly and otherwise. */
@ExtendWith(NothingLeftBehind.class)
class WorkersCloseTest {
    private final Budget threads = Budget.of(Kind.THREADS, "threads", 4);
    private final Workers workers = Workers.cpuBound("import").threads(1).buildWithin(threads);

    @Test
    void whatIsQueuedRunsBeforeTheDeadline() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Gate gate = new Gate();
        workers.execute(gate);
        gate.awaitBegun();
        for (int i = 0; i < 5; i++) {
            workers.execute(ran::incrementAndGet);
        }
        gate.letGo();
        CloseReport report = workers.close(Duration.ofSeconds(20));
        assertThat(report.isClean()).isTrue();
        assertThat(ran).hasValue(5);
        assertThat(workers.isTerminated()).isTrue();
        assertThat(threads.children()).isEmpty();
        assertThatThrownBy(() -> workers.execute(() -> {}))
                .isInstanceOf(ResourceClosedException.class)
                .hasMessageContaining("import is closed");
        assertThat(workers.close(Duration.ZERO)).isSameAs(report);
    }

    @Test
    void whatRunsAtTheDeadlineIsInterruptedAndListed() throws Exception {
        Gate gate = new Gate();
        workers.execute(gate);
        gate.awaitBegun();
        Future<?> queued = workers.submit(() -> {});
        CloseReport report = workers.close(Duration.ofMillis(10));
        assertThat(report.stillHeld()).extracting(Holding::holder).containsExactly("import-1");
        assertThat(report.failures()).singleElement().asString().contains("1 queued tasks were not run");
        assertThat(queued).isCancelled();
        assertThat(gate.wasInterrupted()).isTrue();
        assertThat(workers.isTerminated()).isTrue();
        assertThat(workers.statistics().discarded()).isEqualTo(1);
        assertThat(threads.used()).isZero();
    }

    @Test
    void aTaskThatTakesNoNoticeKeepsItsUnitUntilItEnds() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Thread> runner = new CompletableFuture<>();
        workers.execute(() -> {
            runner.complete(Thread.currentThread());
            while (!enough.get()) {
                Thread.onSpinWait();
            }
        });
        Thread thread = runner.get(10, TimeUnit.SECONDS);
        assertThat(workers.close(Duration.ZERO).stillHeld()).hasSize(1);
        assertThat(workers.isTerminated()).isFalse();
        assertThat(threads.used()).isEqualTo(1);
        enough.set(true);
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        thread.join();
        assertThat(threads.children()).isEmpty();
    }

    @Test
    void shutdownNowGivesBackWhatWasNotRun() throws Exception {
        Gate gate = new Gate();
        workers.execute(gate);
        gate.awaitBegun();
        Runnable notRun = () -> {};
        workers.execute(notRun);
        assertThat(workers.shutdownNow()).containsExactly(notRun);
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.wasInterrupted()).isTrue();
        assertThat(workers.close(Duration.ZERO).isClean()).isTrue();
    }

    @Test
    void anInterruptedCloserDoesNotWaitAndKeepsItsFlag() throws Exception {
        Gate gate = new Gate();
        workers.execute(gate);
        gate.awaitBegun();
        Thread.currentThread().interrupt();
        assertThat(workers.close(Duration.ofMinutes(1)).stillHeld()).hasSize(1);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskMayCloseItsOwnWorkers() throws Exception {
        Future<CloseReport> report = workers.submit(() -> workers.close(Duration.ofMinutes(1)));
        assertThat(report.get(10, TimeUnit.SECONDS).isClean()).isTrue();
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void workersThatNeverWorkedCloseAtOnce() {
        assertThat(workers.close(Duration.ZERO).isClean()).isTrue();
        assertThat(workers.isTerminated()).isTrue();
        assertThat(threads.children()).isEmpty();
    }
}
