package dev.steward.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.Steward;
import dev.steward.files.FilePool;
import dev.steward.files.FileView;
import dev.steward.pool.Pool;
import dev.steward.process.ChildProcess;
import dev.steward.process.ProcessPool;
import dev.steward.resource.DeadlockException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files and child processes are waited for like anything else. */
@ExtendWith(NothingLeftBehind.class)
class KnotsAcrossFilesTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory = Path.of("");

    private static Steward steward() {
        return Steward.builder()
                .ledger(Ledger.builder().tick(Duration.ofMillis(20)).starvationAfter(LONG))
                .limit(Kind.PROCESSES, 1)
                .shutdownHook(false)
                .build();
    }

    private static Pool<String> one(Steward steward, String name) {
        return steward.manage(
                Pool.<String>builder(name, () -> name).kind(Kind.CONNECTIONS).size(0, 1));
    }

    private static FilePool files(Steward steward, long most) {
        return steward.manage(FilePool.builder("files").maximum(most).acquireTimeout(LONG));
    }

    private Path file(String name) throws IOException {
        return Files.writeString(directory.resolve(name), "text of " + name);
    }

    private static void assertBroken(Steward steward, Throwable failure, String a, String b) {
        assertThat(failure)
                .isInstanceOf(DeadlockException.class)
                .hasMessageContaining(a)
                .hasMessageContaining(b)
                .hasMessageContaining("next:");
        assertThat(steward.ledger().knots())
                .singleElement()
                .satisfies(knot -> assertThat(knot.broken()).isIn("A", "B"));
    }

    private static Throwable failureOf(Crowd crowd, AtomicReference<Throwable> a, AtomicReference<Throwable> b) {
        await().until(() -> a.get() != null || b.get() != null);
        crowd.finish();
        assertThat(a.get() == null || b.get() == null).as("one of the two").isTrue();
        return Stream.of(a, b)
                .flatMap(failure -> Stream.ofNullable(failure.get()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void acrossAPoolAndFilesItIsFoundAndBroken() throws Exception {
        Path held = file("held");
        Path wanted = file("wanted");
        try (Steward steward = steward();
                Crowd crowd = new Crowd()) {
            Pool<String> db = one(steward, "db");
            FilePool files = files(steward, 1);
            CyclicBarrier meet = new CyclicBarrier(2);
            AtomicReference<Throwable> a = crowd.start("A", () -> {
                try (Lease<String> lease = db.acquire(LONG)) {
                    meet.await();
                    files.openRead(wanted).close();
                    assertThat(lease.isOpen()).isTrue();
                }
            });
            AtomicReference<Throwable> b = crowd.start("B", () -> {
                try (Lease<FileChannel> mine = files.open(held, StandardOpenOption.WRITE)) {
                    meet.await();
                    db.acquire(LONG).close();
                    assertThat(mine.get().isOpen()).isTrue();
                }
            });
            assertBroken(
                    steward,
                    failureOf(crowd, a, b),
                    "A holds 1 of db and waits for files",
                    "B holds 1 of files and waits for db");
            assertThat(files.waiting()).isEmpty();
            files.openRead(wanted).close();
        }
    }

    /** The lock is one of many descriptors that could be had: it is the thread that holds it that has to go on. */
    @Test
    void acrossAPoolAndTheLockOfAFileItIsFoundAndBroken() throws Exception {
        Path locked = file("locked");
        try (Steward steward = steward();
                Crowd crowd = new Crowd()) {
            Pool<String> db = one(steward, "db");
            FilePool files = files(steward, 100);
            CyclicBarrier meet = new CyclicBarrier(2);
            AtomicReference<Throwable> a = crowd.start("A", () -> {
                try (Lease<String> lease = db.acquire(LONG)) {
                    meet.await();
                    files.lock(locked, LONG).close();
                    assertThat(lease.isOpen()).isTrue();
                }
            });
            AtomicReference<Throwable> b = crowd.start("B", () -> {
                try (Lease<FileLock> mine = files.lock(locked, LONG)) {
                    meet.await();
                    db.acquire(LONG).close();
                    assertThat(mine.get().isValid()).isTrue();
                }
            });
            assertBroken(
                    steward,
                    failureOf(crowd, a, b),
                    "A holds 1 of db and waits for what B holds of files",
                    "B holds 1 of files and waits for db");
            assertThat(files.waiting()).isEmpty();
            files.lock(locked, LONG).close();
        }
    }

    /** Whose wait is the youngest is not the first in the line, so not the one who waits in the budget either. */
    @Test
    void whoWaitsBehindAnotherInTheLineCanBeTheOneThatFails() throws Exception {
        Path held = file("held");
        Path wanted = file("wanted");
        try (Steward steward = steward();
                Crowd crowd = new Crowd()) {
            Pool<String> db = one(steward, "db");
            FilePool files = files(steward, 1);
            CyclicBarrier meet = new CyclicBarrier(2);
            CountDownLatch last = new CountDownLatch(1);
            AtomicReference<Throwable> b = crowd.start("B", () -> {
                try (Lease<FileChannel> mine = files.open(held, StandardOpenOption.WRITE)) {
                    meet.await();
                    db.acquire(LONG).close();
                    assertThat(mine.get().isOpen()).isTrue();
                }
            });
            AtomicReference<Throwable> a = crowd.start("A", () -> {
                try (Lease<String> lease = db.acquire(LONG)) {
                    meet.await();
                    last.await();
                    files.openRead(wanted).close();
                    assertThat(lease.isOpen()).isTrue();
                }
            });
            await().until(() -> db.waiting().size() == 1);
            AtomicReference<Throwable> bystander =
                    crowd.start("bystander", () -> files.openRead(wanted).close());
            await().until(() -> files.waiting().size() == 1);
            last.countDown();
            crowd.finish();
            assertThat(bystander.get()).isNull();
            assertThat(b.get()).isNull();
            assertThat(a.get())
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageContaining("A was made to fail because its wait is the youngest");
        }
    }

    /** A file that two read takes one descriptor: counted twice, the file that A waits for could never be opened. */
    @Test
    void whoReadsAFileTogetherWithOthersDoesNotCountTwice() throws Exception {
        Path read = file("read");
        Path wanted = file("wanted");
        Path other = file("other");
        try (Steward steward = steward();
                Crowd crowd = new Crowd()) {
            Pool<String> db = one(steward, "db");
            FilePool files = files(steward, 2);
            Lease<String> connection = db.acquire(LONG);
            Lease<FileChannel> mine = files.open(other, StandardOpenOption.WRITE);
            CyclicBarrier meet = new CyclicBarrier(2);
            AtomicReference<Throwable> a = crowd.start("A", () -> {
                try (Lease<FileView> view = files.view(read)) {
                    meet.await();
                    files.openRead(wanted).close();
                    assertThat(view.isOpen()).isTrue();
                }
            });
            AtomicReference<Throwable> b = crowd.start("B", () -> {
                try (Lease<FileView> view = files.view(read)) {
                    meet.await();
                    db.acquire(LONG).close();
                    assertThat(view.isOpen()).isTrue();
                }
            });
            await().until(() -> files.waiting().size() == 1 && db.waiting().size() == 1);
            for (int look = 0; look < 5; look++) {
                steward.ledger().look();
            }
            assertThat(steward.ledger().knots()).isEmpty();
            mine.close();
            connection.close();
            crowd.finish();
            assertThat(a.get()).isNull();
            assertThat(b.get()).isNull();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void acrossAPoolAndChildProcessesItIsFoundAndBroken() throws Exception {
        try (Steward steward = steward();
                Crowd crowd = new Crowd()) {
            Pool<String> db = one(steward, "db");
            ProcessPool parsers = steward.manage(
                    ProcessPool.builder("parse", "cat").size(0, 1).requestTimeout(LONG));
            CyclicBarrier meet = new CyclicBarrier(2);
            AtomicReference<Throwable> a = crowd.start("A", () -> {
                try (Lease<String> lease = db.acquire(LONG)) {
                    meet.await();
                    assertThat(parsers.request("a")).isEqualTo("a");
                    assertThat(lease.isOpen()).isTrue();
                }
            });
            AtomicReference<Throwable> b = crowd.start("B", () -> {
                try (Lease<ChildProcess> child = parsers.acquire()) {
                    meet.await();
                    db.acquire(LONG).close();
                    assertThat(child.isOpen()).isTrue();
                }
            });
            assertBroken(
                    steward,
                    failureOf(crowd, a, b),
                    "A holds 1 of db and waits for parse",
                    "B holds 1 of parse and waits for db");
        }
    }
}
