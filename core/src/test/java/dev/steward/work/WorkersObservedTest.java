package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.platform.Threads;
import dev.steward.resource.Awaiting;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What observers see of workers, what they advise, and what belongs to the submitter. */
@ExtendWith(NothingLeftBehind.class)
class WorkersObservedTest {
    /** The knot of an executor with itself: every thread waits for a task that waits for a thread. */
    @Test
    void whoWaitsForTheResultOfAQueuedTaskOfItsOwnExecutorIsSeen() throws Exception {
        try (Workers workers = Workers.cpuBound("self").threads(1).build()) {
            CompletableFuture<Future<Integer>> inner = new CompletableFuture<>();
            Future<Integer> outer = workers.submit(() -> {
                Future<Integer> queued = workers.submit(() -> 7);
                inner.complete(queued);
                return queued.get();
            });
            await().until(() -> !workers.awaiting().isEmpty());
            assertThat(workers.awaiting()).singleElement().satisfies(awaiting -> {
                assertThat(awaiting.owner()).isEqualTo("self");
                assertThat(awaiting.runner()).isNull();
                assertThat(awaiting.waiter().getName()).isEqualTo("self-1");
                assertThat(workers.holdings())
                        .singleElement()
                        .satisfies(holding -> assertThat(holding.thread()).isSameAs(awaiting.waiter()));
            });
            assertThat(inner.get().cancel(false)).isTrue();
            assertThatThrownBy(outer::get).hasRootCauseInstanceOf(CancellationException.class);
        }
    }

    @Test
    void whoWaitsForARunningTaskIsSeenWithItsThreadAndOnlyWhileItWaits() throws Exception {
        try (Workers workers = Workers.cpuBound("run").threads(1).build()) {
            Gate gate = new Gate();
            Future<?> running = workers.submit(gate);
            gate.awaitBegun();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> running.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            }
            assertThat(workers.awaiting()).isEmpty();
            Thread waiter = new Thread(() -> join(running), "waiter");
            waiter.start();
            await().until(() -> workers.awaiting().size() == 1);
            Awaiting awaiting = workers.awaiting().get(0);
            assertThat(awaiting.waiter()).isSameAs(waiter);
            assertThat(awaiting.runner())
                    .isNotNull()
                    .extracting(Thread::getName)
                    .isEqualTo("run-1");
            assertThat(awaiting.task()).isEqualTo("Gate");
            gate.letGo();
            waiter.join();
            assertThat(workers.awaiting()).isEmpty();
        }
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theContextOfTheSubmitterGoesWithTheTask() throws Exception {
        List<String> seen = new ArrayList<>();
        try (Workers workers = Workers.cpuBound("trace")
                .threads(1)
                .context(task -> {
                    String submitter = Thread.currentThread().getName();
                    return () -> {
                        seen.add(submitter + " on " + Thread.currentThread().getName());
                        task.run();
                    };
                })
                .build()) {
            assertThat(workers.submit(() -> 7).get()).isEqualTo(7);
            assertThat(workers.schedule(() -> 8, Duration.ZERO).get()).isEqualTo(8);
            Future<?> failing = workers.submit(() -> {
                throw new IllegalStateException("broken");
            });
            assertThatThrownBy(failing::get).hasRootCauseMessage("broken");
            await().until(() -> workers.statistics().failed() == 1);
        }
        String here = Thread.currentThread().getName() + " on trace-1";
        assertThat(seen).containsExactly(here, here, here);
    }

    @Test
    void adviceComesFromWhatTasksWaitAndCompute() throws Exception {
        try (Workers workers = Workers.ioBound("measure").threads(1).build()) {
            assertThat(workers.resizeAsMeasured().isMeasured()).isFalse();
            Callable<Long> halfAndHalf = () -> {
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
                long turns = 0;
                while (System.nanoTime() < until) {
                    turns++;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60));
                return turns;
            };
            assertThat(workers.submit(halfAndHalf).get()).isPositive();
            await().until(() -> workers.usage().inUse() == 0);
            WorkersAdvice advice = workers.resizeAsMeasured();
            // On a busy machine a task also waits for the processor, so it may look more blocked than it is.
            assertThat(advice.blockingFactor()).isBetween(0.3, 50.0);
            assertThat(advice.recommended())
                    .isEqualTo((int) Math.round(advice.cores() * (1 + advice.blockingFactor())));
            assertThat(advice.reason()).contains("blocking factor").contains("may be 1");
            assertThat(workers.usage().limit()).isEqualTo(advice.recommended());
        }
    }

    @Test
    void resizedWorkersStartMoreThreadsAndLetTheSurplusEnd() throws Exception {
        try (Workers workers = Workers.ioBound("size").threads(1).queue(5).build()) {
            workers.resize(3);
            List<Gate> gates = List.of(new Gate(), new Gate(), new Gate());
            gates.forEach(workers::execute);
            for (Gate gate : gates) {
                gate.awaitBegun();
            }
            workers.resize(1);
            gates.forEach(Gate::letGo);
            await().until(() -> workers.statistics().threads() == 1);
            assertThatThrownBy(() -> workers.resize(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void percentilesComeFromTheTasks() throws Exception {
        try (Workers workers = Workers.cpuBound("percent").threads(1).build()) {
            for (int i = 0; i < 50; i++) {
                workers.submit(() -> {}).get();
            }
            await().until(() -> workers.statistics().completed() == 50);
            WorkersStatistics statistics = workers.statistics();
            assertThat(statistics.medianRun()).isPositive().isLessThanOrEqualTo(statistics.p99Run());
            assertThat(statistics.medianQueueWait()).isPositive().isLessThanOrEqualTo(statistics.p99QueueWait());
        }
    }

    @Test
    void virtualWorkersRunAsManyAtATimeAsTheyMay() throws Exception {
        assumeTrue(Threads.hasVirtual());
        try (Workers workers = Workers.virtual("fibre").threads(2).queue(10).build()) {
            Gate one = new Gate();
            Gate other = new Gate();
            workers.execute(one);
            workers.execute(other);
            one.awaitBegun();
            other.awaitBegun();
            Future<Boolean> third = workers.submit(() -> Threads.isVirtual(Thread.currentThread()));
            assertThat(workers.usage().inUse()).isEqualTo(2);
            assertThat(workers.kind()).isEqualTo(Workers.VIRTUAL_THREADS);
            one.letGo();
            assertThat(third.get()).isTrue();
            other.letGo();
            await().until(() -> workers.budget().used() == 0);
        }
    }

    @Test
    void virtualWorkersNeedAVersionThatHasThem() {
        assumeTrue(!Threads.hasVirtual());
        assertThatThrownBy(() -> Workers.virtual("fibre").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need Java 21 or later");
    }
}
