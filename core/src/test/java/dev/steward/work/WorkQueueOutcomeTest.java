package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each item has one outcome, whatever comes at what moment. */
@ExtendWith(NothingLeftBehind.class)
class WorkQueueOutcomeTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1);

    /** Keeps what it is told; its writing can be held up, and can fail. */
    private static final class Notes implements WorkStore {
        final List<Finished> finished = Collections.synchronizedList(new ArrayList<>());
        final List<Long> forgotten = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch inFinish = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        volatile boolean holdsUp;
        volatile boolean cannotForget;

        @Override
        public long lastId() {
            return 0;
        }

        @Override
        public List<Open> open() {
            return List.of();
        }

        @Override
        public List<Finished> finished(int most) {
            return List.of();
        }

        @Override
        public void add(Open item) {}

        @Override
        public void finish(Finished item) {
            finished.add(item);
            if (holdsUp) {
                inFinish.countDown();
                try {
                    assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public void forget(Collection<Long> ids) {
            if (cannotForget) {
                cannotForget = false;
                throw new UncheckedIOException(new IOException("the disk is full"));
            }
            forgotten.addAll(ids);
        }

        @Override
        public void close() {}
    }

    private static WorkItem<String> finished(WorkQueue<String, String> queue, long id) throws InterruptedException {
        WorkItem<String> item = queue.await(id, LONG).orElseThrow();
        assertThat(item.state().isFinal()).as(item.toString()).isTrue();
        return item;
    }

    @Test
    void aCancelWhileTheOutcomeIsBeingStoredFindsNothingToCancel() throws Exception {
        Notes notes = new Notes();
        notes.holdsUp = true;
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("noted", (text, progress) -> text)
                .durable(notes, WorkCodec.TEXT, WorkCodec.TEXT)
                .build()) {
            long id = queue.submit("a");
            notes.inFinish.await();
            assertThat(queue.cancel(id)).isFalse();
            notes.goOn.countDown();
            assertThat(finished(queue, id).state()).isEqualTo(WorkItem.State.DONE);
            assertThat(queue.statistics().cancelled()).isZero();
            assertThat(notes.finished).hasSize(1);
        }
    }

    @Test
    void whatIsCancelledBeforeAThreadHasComeToItIsNotWorkedOn() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Budget threads = Budget.of(Kind.THREADS, "threads", 10);
        try (Workers workers = Workers.cpuBound("busy").threads(1).buildWithin(threads)) {
            Gate gate = new Gate();
            workers.execute(gate);
            gate.awaitBegun();
            Docket<String, String> docket = new Docket<>(
                    new WorkQueueOptions<>(
                            "docket",
                            (text, progress) -> text + calls.incrementAndGet(),
                            1,
                            10,
                            10,
                            10,
                            new Attempts(1, SHORT, SHORT, failure -> true),
                            null),
                    workers);
            long id = docket.submit("a", Priority.NORMAL);
            assertThat(docket.item(id))
                    .get()
                    .satisfies(item -> assertThat(item.state()).isEqualTo(WorkItem.State.RUNNING));
            assertThat(docket.cancel(id)).isTrue();
            gate.letGo();
            assertThat(docket.await(id, LONG)).get().satisfies(item -> {
                assertThat(item.state()).isEqualTo(WorkItem.State.CANCELLED);
                assertThat(item.attempts()).isZero();
            });
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void anErrorIsAFailureThatIsNotTriedAgainAndTheQueueGoesOn() throws Exception {
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("errors", (text, progress) -> {
                    if (text.equals("bad")) {
                        throw new NoClassDefFoundError("dev/missing/Thing");
                    }
                    return text;
                })
                .threads(1)
                .backoff(SHORT, SHORT)
                .build()) {
            WorkItem<String> bad = finished(queue, queue.submit("bad"));
            assertThat(bad.state()).isEqualTo(WorkItem.State.FAILED);
            assertThat(bad.attempts()).isEqualTo(1);
            assertThat(bad.failure()).get().asString().contains("dev/missing/Thing");
            assertThat(finished(queue, queue.submit("good")).result()).contains("good");
            assertThat(queue.statistics().running()).isZero();
        }
    }

    @Test
    void aTestForRetriesThatThrowsCountsAsNo() throws Exception {
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("test", (text, progress) -> {
                    throw new IOException("broken");
                })
                .threads(1)
                .retryWhen(failure -> {
                    throw new IllegalStateException("cannot tell");
                })
                .build()) {
            WorkItem<String> item = finished(queue, queue.submit("a"));
            assertThat(item.state()).isEqualTo(WorkItem.State.FAILED);
            assertThat(item.attempts()).isEqualTo(1);
            assertThat(item.failure()).contains("java.io.IOException: broken");
        }
    }

    /** The pause of the one has doubled to more than a second, that of the other is a quarter of one at most. */
    @Test
    void aRetryIsNotLateForOneThatIsDueMuchLater() throws Exception {
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("retry", (text, progress) -> {
                    begun.add(text);
                    throw new IOException("not yet");
                })
                .attempts(20)
                .backoff(Duration.ofMillis(200), Duration.ofMinutes(1))
                .build()) {
            long slow = queue.submit("slow");
            await().pollInterval(SHORT)
                    .until(() -> queue.item(slow)
                            .filter(item -> item.attempts() == 4 && item.state() == WorkItem.State.RETRYING)
                            .isPresent());
            long quick = queue.submit("quick");
            await().until(() -> Collections.frequency(begun, "quick") == 2);
            assertThat(Collections.frequency(begun, "slow")).isEqualTo(4);
            assertThat(queue.cancel(slow)).isTrue();
            assertThat(queue.cancel(quick)).isTrue();
        }
    }

    @Test
    void whatTheStoreCouldNotForgetItIsAskedToForgetLater() throws Exception {
        Notes notes = new Notes();
        notes.cannotForget = true;
        try (WorkQueue<String, String> queue = WorkQueue.<String, String>builder("forget", (text, progress) -> text)
                .threads(1)
                .maxCompleted(0)
                .cleanupInterval(2)
                .durable(notes, WorkCodec.TEXT, WorkCodec.TEXT)
                .build()) {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ids.add(queue.submit("a" + i));
            }
            await().untilAsserted(() -> assertThat(notes.forgotten).containsExactlyInAnyOrderElementsOf(ids));
            assertThat(queue.statistics().done()).isEqualTo(6);
        }
    }
}
