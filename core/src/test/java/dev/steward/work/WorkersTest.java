package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Census;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Waiting;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class WorkersTest {
    @Test
    void tasksRunOnDaemonThreadsNamedAfterTheWorkers() throws Exception {
        try (Workers workers = Workers.cpuBound("parse").threads(2).build()) {
            Future<String> name = workers.submit(() -> {
                Thread thread = Thread.currentThread();
                return thread.getName() + (thread.isDaemon() ? " daemon" : "");
            });
            assertThat(name.get()).isEqualTo("parse-1 daemon");
            assertThat(Census.managed()).contains(workers);
        }
    }

    @Test
    void anIdleThreadIsUsedBeforeAnotherIsStarted() throws Exception {
        try (Workers workers = Workers.cpuBound("parse").threads(4).build()) {
            for (int i = 0; i < 5; i++) {
                workers.submit(() -> {}).get();
                await().until(() -> workers.usage().idle() == 1);
            }
            assertThat(workers.statistics().threads()).isEqualTo(1);
            assertThat(workers.budget().used()).isEqualTo(1);
        }
    }

    @Test
    void idleThreadsEndAndGiveTheirUnitBack() throws Exception {
        try (Workers workers =
                Workers.cpuBound("parse").idleTimeout(Duration.ofMillis(1)).build()) {
            workers.submit(() -> {}).get();
            await().until(() -> workers.statistics().threads() == 0);
            assertThat(workers.budget().used()).isZero();
            assertThat(workers.submit(() -> 7).get()).isEqualTo(7);
        }
    }

    @Test
    void reclaimEndsIdleThreadsOnly() throws Exception {
        try (Workers workers = Workers.cpuBound("parse").threads(3).build()) {
            List<Gate> gates = List.of(new Gate(), new Gate(), new Gate());
            for (Gate gate : gates) {
                workers.execute(gate);
                gate.awaitBegun();
            }
            assertThat(workers.reclaim(Long.MAX_VALUE)).isZero();
            gates.get(0).letGo();
            gates.get(1).letGo();
            await().until(() -> workers.usage().idle() == 2);
            assertThat(workers.reclaim(1)).isEqualTo(1);
            await().until(() -> workers.usage().idle() == 1);
            assertThat(workers.reclaim(Long.MAX_VALUE)).isEqualTo(1);
            await().until(() -> workers.budget().used() == 1);
            assertThat(workers.usage().inUse()).isEqualTo(1);
            gates.get(2).letGo();
        }
    }

    @Test
    void whoRunsAndWhoWaitsIsListed() throws Exception {
        AtomicLong clock = new AtomicLong();
        try (Workers workers =
                Workers.cpuBound("parse").threads(1).ticker(clock::get).build()) {
            Gate gate = new Gate();
            workers.execute(gate);
            gate.awaitBegun();
            Future<?> queued = workers.submit(new Gate()::letGo);
            clock.addAndGet(Duration.ofSeconds(3).toNanos());
            assertThat(workers.holdings()).singleElement().satisfies(holding -> {
                assertThat(holding.label()).isEqualTo("Gate");
                assertThat(holding.holder()).isEqualTo("parse-1");
                assertThat(holding.heldFor()).isEqualTo(Duration.ofSeconds(3));
                assertThat(holding.kind()).isEqualTo(Kind.THREADS);
            });
            assertThat(workers.waiting()).singleElement().satisfies(waiting -> {
                assertThat(waiting.waiter()).isEqualTo("WorkersTest lambda");
                assertThat(waiting.waitedFor()).isEqualTo(Duration.ofSeconds(3));
            });
            assertThat(workers.usage().waiting()).isEqualTo(1);
            gate.letGo();
            queued.get();
            await().until(() -> workers.usage().inUse() == 0);
            assertThat(workers.holdings()).extracting(Holding::holder).isEmpty();
            assertThat(workers.waiting()).extracting(Waiting::waiter).isEmpty();
        }
    }

    @Test
    void statisticsAreArithmeticOverTheClock() throws Exception {
        AtomicLong clock = new AtomicLong();
        try (Workers workers =
                Workers.cpuBound("parse").threads(1).ticker(clock::get).build()) {
            Gate gate = new Gate();
            workers.execute(gate);
            gate.awaitBegun();
            Future<?> second = workers.submit(() -> {});
            clock.addAndGet(400);
            gate.letGo();
            second.get();
            await().until(() -> workers.usage().inUse() == 0);
            clock.addAndGet(400);
            WorkersStatistics statistics = workers.statistics();
            assertThat(statistics.completed()).isEqualTo(2);
            assertThat(statistics.utilisation()).isEqualTo(0.5);
            assertThat(statistics.meanRun()).isEqualTo(Duration.ofNanos(200));
            assertThat(statistics.meanQueueWait()).isEqualTo(Duration.ofNanos(200));
        }
    }

    @Test
    void whatATaskThrowsIsInItsFutureAndCounted() {
        try (Workers workers = Workers.cpuBound("parse").build()) {
            Future<?> failing = workers.submit(() -> {
                throw new IllegalStateException("broken row");
            });
            assertThatThrownBy(failing::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("broken row");
            await().until(() -> workers.statistics().failed() == 1);
            assertThat(workers.statistics().completed()).isZero();
        }
    }

    @Test
    void whatAnExecutedTaskThrowsGoesToTheHandlerAndTheThreadCarriesOn() throws Exception {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        try (Workers workers = Workers.cpuBound("parse")
                .threads(1)
                .uncaught((thread, thrown) -> {
                    seen.complete(thrown);
                    throw new IllegalStateException("the handler is broken as well");
                })
                .build()) {
            workers.execute(() -> {
                throw new AssertionError("wrong");
            });
            assertThat(seen.get(10, TimeUnit.SECONDS)).hasMessage("wrong");
            assertThat(workers.submit(() -> Thread.currentThread().getName()).get())
                    .isEqualTo("parse-1");
            assertThat(workers.statistics().failed()).isEqualTo(1);
        }
    }

    @Test
    void cancellingATaskInterruptsItAndNotTheNext() throws Exception {
        try (Workers workers = Workers.cpuBound("parse").threads(1).build()) {
            for (int i = 0; i < 100; i++) {
                Gate gate = new Gate();
                Future<?> future = workers.submit(gate);
                gate.awaitBegun();
                Future<Boolean> next =
                        workers.submit(() -> Thread.currentThread().isInterrupted());
                future.cancel(true);
                assertThat(next.get()).isFalse();
                assertThat(gate.wasInterrupted()).isTrue();
            }
        }
    }

    @Test
    void manyTasksAtOnceAreRunTogether() throws Exception {
        try (Workers workers = Workers.ioBound("fetch").threads(3).queue(2).build()) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int number = i;
                tasks.add(() -> number);
            }
            int sum = 0;
            for (Future<Integer> future : workers.invokeAll(tasks)) {
                sum += future.get();
            }
            assertThat(sum).isEqualTo(50 * 49 / 2);
            assertThat(workers.invokeAny(tasks)).isBetween(0, 49);
        }
    }

    @Test
    void countsAddUpUnderManySubmitters() throws Exception {
        int submitters = 8;
        long each = 2_000;
        AtomicInteger ran = new AtomicInteger();
        try (Workers workers = Workers.cpuBound("parse").threads(3).queue(5).build();
                Workers callers =
                        Workers.ioBound("callers").threads(submitters).queue(0).build()) {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < submitters; i++) {
                calls.add(() -> {
                    for (long task = 0; task < each; task++) {
                        boolean fails = task % 10 == 0;
                        Future<?> unused = workers.submit(() -> {
                            ran.incrementAndGet();
                            if (fails) {
                                throw new IllegalStateException("every tenth");
                            }
                        });
                    }
                    return true;
                });
            }
            for (Future<Boolean> call : callers.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
            assertThat(workers.close(Duration.ofSeconds(20)).isClean()).isTrue();
            WorkersStatistics statistics = workers.statistics();
            assertThat(ran).hasValue((int) (submitters * each));
            assertThat(statistics.submitted()).isEqualTo(submitters * each);
            assertThat(statistics.failed()).isEqualTo(submitters * each / 10);
            assertThat(statistics.completed()).isEqualTo(submitters * each * 9 / 10);
            assertThat(statistics.busy() + statistics.queued() + statistics.threads())
                    .isZero();
            assertThat(workers.usage().efficiency()).isEqualTo(1.0);
            assertThat(statistics.utilisation()).isBetween(0.0, 1.0);
        }
    }
}
