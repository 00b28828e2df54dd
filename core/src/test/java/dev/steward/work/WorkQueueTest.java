package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Census;
import dev.steward.resource.CloseReport;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.SaturatedException;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class WorkQueueTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1);

    private static WorkQueueBuilder<String, String> echo() {
        return WorkQueue.<String, String>builder("echo", (text, progress) -> text)
                .threads(2)
                .backoff(SHORT, SHORT);
    }

    private static WorkItem<String> finished(WorkQueue<String, String> queue, long id) throws InterruptedException {
        WorkItem<String> item = queue.await(id, LONG).orElseThrow();
        assertThat(item.state().isFinal()).as(item.toString()).isTrue();
        return item;
    }

    @Test
    void aResultIsAskedForByItsNumber() throws Exception {
        try (WorkQueue<String, String> queue = echo().build()) {
            long id = queue.submit("hello");
            WorkItem<String> item = finished(queue, id);
            assertThat(item.state()).isEqualTo(WorkItem.State.DONE);
            assertThat(item.result()).contains("hello");
            assertThat(item.progress()).isEqualTo(1.0);
            assertThat(queue.item(id)).contains(item);
            assertThat(queue.item(id + 1)).isEmpty();
            assertThat(Census.managed()).contains(queue);
        }
    }

    @Test
    void aFailureIsTriedAgainUntilItSucceeds() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("retry", (text, progress) -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IOException("not yet");
                    }
                    return text;
                })
                .backoff(SHORT, SHORT)
                .build()) {
            WorkItem<String> item = finished(queue, queue.submit("hello"));
            assertThat(item.state()).isEqualTo(WorkItem.State.DONE);
            assertThat(item.attempts()).isEqualTo(3);
            assertThat(queue.statistics().retried()).isEqualTo(2);
        }
    }

    @Test
    void whatFailsTooOftenOrIsNotWorthAnAttemptHasFailed() throws Exception {
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("fail", (text, progress) -> {
                    throw text.equals("never") ? new IllegalStateException("broken") : new IOException("broken");
                })
                .attempts(2)
                .backoff(SHORT, SHORT)
                .retryWhen(failure -> failure instanceof IOException)
                .build()) {
            WorkItem<String> often = finished(queue, queue.submit("often"));
            assertThat(often.state()).isEqualTo(WorkItem.State.FAILED);
            assertThat(often.attempts()).isEqualTo(2);
            assertThat(often.failure()).contains("java.io.IOException: broken");
            assertThat(finished(queue, queue.submit("never")).attempts()).isEqualTo(1);
            assertThat(queue.statistics().failed()).isEqualTo(2);
        }
    }

    @Test
    void progressIsSeenWhileItIsBeingWorkedOn() throws Exception {
        Gate gate = new Gate();
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("progress", (text, progress) -> {
                    progress.report(0.25, "reading");
                    gate.run();
                    return text;
                })
                .build()) {
            long id = queue.submit("a");
            gate.awaitBegun();
            assertThat(queue.item(id)).get().satisfies(item -> {
                assertThat(item.state()).isEqualTo(WorkItem.State.RUNNING);
                assertThat(item.progress()).isEqualTo(0.25);
                assertThat(item.note()).isEqualTo("reading");
            });
            assertThat(queue.await(id, Duration.ZERO))
                    .get()
                    .satisfies(item -> assertThat(item.state()).isEqualTo(WorkItem.State.RUNNING));
            gate.letGo();
            finished(queue, id);
        }
    }

    @Test
    void thePausedBeginNothingAndTheUrgentComeFirstThen() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("order", (text, progress) -> {
                    order.add(text);
                    return text;
                })
                .threads(1)
                .build()) {
            queue.pause();
            long last = queue.submit("low", Priority.LOW);
            queue.submit("normal");
            queue.submit("high", Priority.HIGH);
            assertThat(queue.statistics().queued()).isEqualTo(3);
            assertThat(queue.statistics().paused()).isTrue();
            queue.resume();
            finished(queue, last);
        }
        assertThat(order).containsExactly("high", "normal", "low");
    }

    @Test
    void whatWaitsOrRunsCanBeCancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("cancel", (text, progress) -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return text;
                })
                .threads(1)
                .build()) {
            long running = queue.submit("a");
            long waiting = queue.submit("b");
            begun.await();
            assertThat(queue.cancel(waiting)).isTrue();
            assertThat(queue.cancel(running)).isTrue();
            assertThat(finished(queue, running).state()).isEqualTo(WorkItem.State.CANCELLED);
            assertThat(finished(queue, waiting).state()).isEqualTo(WorkItem.State.CANCELLED);
            assertThat(queue.cancel(running)).isFalse();
            assertThat(queue.statistics().cancelled()).isEqualTo(2);
        }
    }

    @Test
    void onlySoManyOutcomesAreKeptTheOldestGoFirst() throws Exception {
        try (WorkQueue<String, String> queue =
                echo().threads(1).maxCompleted(10).cleanupInterval(3).build()) {
            long first = queue.submit("first");
            finished(queue, first);
            long last = first;
            for (int i = 0; i < 200; i++) {
                last = queue.submit("a" + i);
                assertThat(queue.statistics().kept()).isLessThanOrEqualTo(10);
            }
            assertThat(finished(queue, last).result()).contains("a199");
            await().until(() -> queue.statistics().done() == 201);
            assertThat(queue.statistics().kept()).isEqualTo(10);
            assertThat(queue.statistics().forgotten()).isEqualTo(191);
            assertThat(queue.item(first)).isEmpty();
        }
    }

    @Test
    void moreThanItTakesIsRefusedWithTheFigures() throws Exception {
        Gate gate = new Gate();
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("full", (text, progress) -> {
                    gate.run();
                    return text;
                })
                .threads(1)
                .capacity(2)
                .build()) {
            queue.submit("a");
            long id = queue.submit("b");
            assertThatThrownBy(() -> queue.submit("c"))
                    .isInstanceOf(SaturatedException.class)
                    .hasMessageContaining("2 items wait or are being worked on");
            gate.letGo();
            finished(queue, id);
        }
    }

    @Test
    void aCloseNamesWhatWasNotWorkedOn() throws Exception {
        WorkQueue<String, String> queue = echo().build();
        queue.pause();
        queue.submit("a");
        CloseReport report = queue.close(LONG);
        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("1 items were not worked on"));
        assertThatThrownBy(() -> queue.submit("b")).isInstanceOf(ResourceClosedException.class);
        assertThat(queue.budget().used()).isZero();
    }

    @Test
    void aHandlerThatReturnsNothingHasFailedAndSaysSo() throws Exception {
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("null", (text, progress) -> nothing())
                .build()) {
            assertThat(finished(queue, queue.submit("a")).failure())
                    .contains("the handler returned null instead of a result");
        }
    }

    @SuppressWarnings("NullAway") // What a handler must not do.
    private static String nothing() {
        return null;
    }

    @Test
    void everyConflictIsReportedAtOnce() {
        assertThatThrownBy(() -> echo().threads(0)
                        .capacity(0)
                        .maxCompleted(-1)
                        .cleanupInterval(0)
                        .attempts(0)
                        .backoff(Duration.ofSeconds(2), Duration.ofSeconds(1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "threads", "capacity", "maxCompleted", "cleanupInterval", "attempts", "backoff");
    }
}
