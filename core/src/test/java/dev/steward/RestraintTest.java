package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.files.FilePool;
import dev.steward.pool.Pool;
import dev.steward.process.ProcessPool;
import dev.steward.resource.Kind;
import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is held back keeps what is idle for less long, and for as long as before when it is let go. */
@ExtendWith(NothingLeftBehind.class)
class RestraintTest {
    @Test
    void filesAreClosedSooner(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path other = Files.createFile(directory.resolve("other"));
        try (FilePool files = FilePool.builder("files").build()) {
            files.openRead(file).close();
            assertThat(files.usage().idle()).isEqualTo(1);
            files.restrain(1);
            await().until(() -> files.usage().idle() == 0);
            files.restrain(0);
            files.openRead(other).close();
            assertThat(files.usage().idle()).isEqualTo(1);
        }
    }

    @Test
    void threadsEndSooner() throws InterruptedException, ExecutionException {
        try (Workers workers = Workers.ioBound("workers").threads(4).build()) {
            workers.submit(() -> "done").get();
            await().until(() -> workers.usage().idle() == 1);
            workers.restrain(1);
            workers.submit(() -> "done").get();
            await().until(() -> workers.usage().idle() == 0);
            workers.restrain(0);
            workers.submit(() -> "done").get();
            await().until(() -> workers.usage().idle() == 1);
        }
    }

    @Test
    void childProcessesSayWhatTheyCostAndAreHeldBack() {
        try (ProcessPool cats = ProcessPool.builder("cats", "cat").size(0, 1).build()) {
            assertThat(cats.rebuildCost()).isZero();
            cats.acquire().close();
            assertThat(cats.rebuildCost()).isPositive();
            cats.restrain(1);
            await().until(() -> cats.usage().idle() == 0);
        }
    }

    @Test
    void whatCreatingTakesIsWhatRebuildingCosts() throws InterruptedException {
        CountDownLatch created = new CountDownLatch(1);
        Duration slow = Duration.ofMillis(30);
        try (Pool<Object> pool = Pool.builder("slow", () -> {
                    created.await(slow.toMillis(), TimeUnit.MILLISECONDS);
                    return new Object();
                })
                .kind(Kind.CONNECTIONS)
                .size(0, 1)
                .build()) {
            assertThat(pool.rebuildCost()).isZero();
            pool.acquire().close();
            assertThat(pool.rebuildCost()).isGreaterThanOrEqualTo(slow);
        }
    }
}
