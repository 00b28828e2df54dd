package dev.steward.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Priority;
import dev.steward.work.WorkCodec;
import dev.steward.work.WorkItem;
import dev.steward.work.WorkQueue;
import dev.steward.work.WorkQueueBuilder;
import dev.steward.work.WorkStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class H2WorkStoreTest {
    @TempDir
    Path directory = Path.of("");

    private WorkStore store() {
        return H2WorkStore.open(directory.resolve("queue"), H2WorkStore.Sync.SYSTEM);
    }

    private static WorkQueueBuilder<String, String> upper(WorkStore store) {
        return WorkQueue.<String, String>builder("upper", (text, progress) -> text.toUpperCase(Locale.ROOT))
                .threads(2)
                .durable(store, WorkCodec.TEXT, WorkCodec.TEXT);
    }

    @Test
    void outcomesAreThereAfterARestartAndNumbersGoOn() throws Exception {
        long id;
        try (WorkStore store = store();
                WorkQueue<String, String> queue = upper(store).build()) {
            id = queue.submit("a");
            assertThat(queue.await(id, Duration.ofSeconds(20)))
                    .get()
                    .satisfies(item -> assertThat(item.result()).contains("A"));
        }
        try (WorkStore store = store();
                WorkQueue<String, String> queue = upper(store).build()) {
            assertThat(queue.item(id)).get().satisfies(item -> {
                assertThat(item.state()).isEqualTo(WorkItem.State.DONE);
                assertThat(item.result()).contains("A");
            });
            assertThat(queue.submit("b")).isGreaterThan(id);
        }
    }

    @Test
    void whatACloseInterruptedIsWorkedOnAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        long running;
        long waiting;
        try (WorkStore store = store()) {
            WorkQueue<String, String> queue = WorkQueue.<String, String>builder("stuck", (text, progress) -> {
                        begun.countDown();
                        new CountDownLatch(1).await();
                        return text;
                    })
                    .threads(1)
                    .durable(store, WorkCodec.TEXT, WorkCodec.TEXT)
                    .build();
            running = queue.submit("a");
            waiting = queue.submit("b", Priority.LOW);
            begun.await();
            assertThat(queue.close(Duration.ZERO).stillHeld()).hasSize(1);
            await().until(() -> queue.statistics().running() == 0);
        }
        try (WorkStore store = store();
                WorkQueue<String, String> queue = upper(store).build()) {
            for (long id : new long[] {running, waiting}) {
                Optional<WorkItem<String>> item = queue.await(id, Duration.ofSeconds(20));
                assertThat(item).get().satisfies(one -> assertThat(one.state()).isEqualTo(WorkItem.State.DONE));
            }
        }
    }

    @Test
    void theFileDoesNotKeepMoreOutcomesThanTheQueue() throws Exception {
        try (WorkStore store = store();
                WorkQueue<String, String> queue =
                        upper(store).maxCompleted(10).cleanupInterval(5).build()) {
            long last = 0;
            for (int i = 0; i < 50; i++) {
                last = queue.submit("a" + i);
            }
            queue.await(last, Duration.ofSeconds(20));
            await().until(() -> queue.statistics().done() == 50);
            assertThat(queue.statistics().kept()).isEqualTo(10);
            await().untilAsserted(() -> assertThat(store.finished(1_000)).hasSizeBetween(10, 15));
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() {
        assertThatThrownBy(() -> H2WorkStore.open(Path.of("/proc/no/such/place"), H2WorkStore.Sync.SYSTEM))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be opened");
    }
}
