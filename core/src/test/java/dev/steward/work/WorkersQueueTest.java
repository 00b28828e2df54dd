package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.SaturatedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a full queue means, under each policy. */
@ExtendWith(NothingLeftBehind.class)
class WorkersQueueTest {
    private static WorkersBuilder single() {
        return Workers.cpuBound("import").threads(1).queue(1);
    }

    /** Occupies the only thread and the only place in the queue. */
    private static Gate fill(Workers workers) throws InterruptedException {
        Gate gate = new Gate();
        workers.execute(gate);
        gate.awaitBegun();
        workers.execute(() -> {});
        return gate;
    }

    /** Submits a task on a thread of its own. */
    private static final class Submitter {
        final CompletableFuture<String> outcome = new CompletableFuture<>();
        final Thread thread;

        Submitter(Workers workers, Runnable task) {
            thread = new Thread(() -> {
                try {
                    workers.execute(task);
                    outcome.complete("submitted");
                } catch (RuntimeException refused) {
                    boolean flag = Thread.currentThread().isInterrupted();
                    outcome.complete(refused.getClass().getSimpleName() + (flag ? ", flag set" : ""));
                }
            });
            thread.start();
        }

        String outcome() throws Exception {
            String text = outcome.get(10, TimeUnit.SECONDS);
            thread.join();
            return text;
        }
    }

    @Test
    void rejectSaysWhoIsInTheWay() throws Exception {
        try (Workers workers = single().whenFull(Policy.REJECT).build()) {
            Gate gate = fill(workers);
            assertThatThrownBy(() -> workers.execute(() -> {}))
                    .isInstanceOf(SaturatedException.class)
                    .hasMessageContaining("import: the queue is full")
                    .hasMessageContaining("1 tasks queued, at most 1; 1 running on 1 of at most 1 threads")
                    .hasMessageContaining("oldest running task is Gate for")
                    .hasMessageContaining("on import-1");
            gate.letGo();
            assertThat(workers.statistics().rejected()).isEqualTo(1);
        }
    }

    @Test
    void aBlockedSubmitterGivesUpAtItsDeadline() throws Exception {
        try (Workers workers = single().submitTimeout(Duration.ofMillis(20)).build()) {
            Gate gate = fill(workers);
            assertThatThrownBy(() -> workers.execute(() -> {}))
                    .isInstanceOf(SaturatedException.class)
                    .hasMessageContaining("no place became free within 2");
            assertThat(workers.usage().timedOut()).isEqualTo(1);
            assertThat(workers.usage().waiting()).isEqualTo(1);
            gate.letGo();
        }
    }

    @Test
    void aTaskThatWaitsForItsOwnWorkersIsTold() throws Exception {
        try (Workers workers = single().queue(0).submitTimeout(Duration.ZERO).build()) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            workers.execute(() -> {
                try {
                    workers.execute(() -> {});
                } catch (SaturatedException refused) {
                    outcome.complete(refused);
                }
            });
            assertThat(outcome.get(10, TimeUnit.SECONDS)).hasMessageContaining("the submitter is one of these workers");
        }
    }

    @Test
    void blockedSubmittersAreServedInOrder() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Submitter> submitters = new ArrayList<>();
        try (Workers workers = single().build()) {
            Gate gate = fill(workers);
            for (int i = 0; i < 5; i++) {
                int number = i;
                submitters.add(new Submitter(workers, () -> order.add(number)));
                await().until(() -> workers.usage().waiting() == 2 + number);
            }
            assertThat(workers.waiting().get(1).thread()).isSameAs(submitters.get(0).thread);
            gate.letGo();
            for (Submitter submitter : submitters) {
                assertThat(submitter.outcome()).isEqualTo("submitted");
            }
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anInterruptedSubmitterKeepsItsFlagAndSubmitsNothing() throws Exception {
        try (Workers workers = single().build()) {
            Gate gate = fill(workers);
            Submitter submitter = new Submitter(workers, () -> {});
            await().until(() -> workers.usage().waiting() == 2);
            submitter.thread.interrupt();
            assertThat(submitter.outcome()).isEqualTo("AcquireInterruptedException, flag set");
            assertThat(workers.usage().waiting()).isEqualTo(1);
            gate.letGo();
        }
    }

    @Test
    void aCloseEndsTheWaitOfSubmitters() throws Exception {
        try (Workers workers = single().build()) {
            Gate gate = fill(workers);
            Submitter submitter = new Submitter(workers, () -> {});
            await().until(() -> workers.usage().waiting() == 2);
            workers.shutdown();
            assertThat(submitter.outcome()).isEqualTo("ResourceClosedException");
            gate.letGo();
        }
    }

    @Test
    void aSubmitterRunsTheTaskItselfIfAskedTo() throws Exception {
        try (Workers workers = single().whenFull(Policy.CALLER_RUNS).build()) {
            Gate gate = fill(workers);
            CompletableFuture<Thread> runner = new CompletableFuture<>();
            workers.execute(() -> runner.complete(Thread.currentThread()));
            assertThat(runner).isCompletedWithValue(Thread.currentThread());
            assertThat(workers.statistics().completed()).isEqualTo(1);
            assertThat(workers.statistics().rejected()).isZero();
            gate.letGo();
            workers.close(Duration.ofSeconds(10));
            assertThat(workers.statistics().submitted()).isEqualTo(3);
            assertThat(workers.statistics().completed()).isEqualTo(3);
        }
    }

    @Test
    void withoutAQueueATaskIsTakenOnlyByAFreeThread() throws Exception {
        try (Workers workers = Workers.cpuBound("import")
                .threads(2)
                .queue(0)
                .whenFull(Policy.REJECT)
                .build()) {
            Gate first = new Gate();
            Gate second = new Gate();
            workers.execute(first);
            workers.execute(second);
            assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(SaturatedException.class);
            first.awaitBegun().letGo();
            await().until(() -> workers.usage().idle() == 1);
            workers.submit(() -> {}).get();
            second.letGo();
        }
    }
}
