package dev.steward.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.DeadlockException;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.resource.Waiting;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for the lock of a file is seen, and behind whom. */
@ExtendWith(NothingLeftBehind.class)
class FileLocksTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory = Path.of("");

    private static Thread waiter(FilePool pool, Path file, AtomicReference<Object> outcome) {
        Thread thread = new Thread(
                () -> {
                    try (Lease<FileLock> lease = pool.lock(file, LONG)) {
                        outcome.set(lease.get().isValid());
                    } catch (RuntimeException failure) {
                        outcome.set(failure);
                    }
                },
                "waiter");
        thread.start();
        return thread;
    }

    private static Waiting waitOf(FilePool pool) {
        await().until(() -> !pool.waiting().isEmpty());
        return pool.waiting().get(0);
    }

    @Test
    void aWaitIsShownBehindTheThreadThatHoldsTheLockAlsoThroughAnotherPoolAndName() throws Exception {
        Path file = Files.createFile(directory.resolve("locked"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        AtomicReference<Object> outcome = new AtomicReference<>();
        try (FilePool holding = FilePool.builder("holding").build();
                FilePool pool = FilePool.builder("files").build()) {
            Thread thread;
            try (Lease<FileLock> held = holding.lock(file, Duration.ZERO)) {
                thread = waiter(pool, link, outcome);
                Waiting waiting = waitOf(pool);
                assertThat(waiting.thread()).isSameAs(thread);
                assertThat(waiting.kind()).isEqualTo(Kind.FILES);
                assertThat(waiting.behind()).isSameAs(Thread.currentThread());
                assertThat(waiting.ticket())
                        .isNotNull()
                        .isSameAs(pool.waiting().get(0).ticket());
                assertThat(pool.usage().waiting()).as("for room").isZero();
                assertThat(held.isOpen()).isTrue();
                assertThatThrownBy(() -> pool.lock(file, Duration.ofMillis(1)))
                        .isInstanceOf(ExhaustedException.class)
                        .hasMessageContaining("stayed locked by the thread "
                                + Thread.currentThread().getName());
            }
            thread.join();
            assertThat(outcome.get()).isEqualTo(true);
            assertThat(pool.waiting()).isEmpty();
        }
    }

    @Test
    void whoHoldsALockThatWasHandedOverIsTheOneThatHasItNow() throws Exception {
        Path file = directory.resolve("locked");
        AtomicReference<Object> outcome = new AtomicReference<>();
        try (FilePool pool = FilePool.builder("files").build()) {
            Lease<FileLock> heir = pool.lock(file, Duration.ZERO).handOver("a message on its way");
            Thread thread = waiter(pool, file, outcome);
            assertThat(waitOf(pool).behind()).isNull();
            heir.close();
            thread.join();
            assertThat(outcome.get()).isEqualTo(true);
        }
    }

    @Test
    void aWaitCanBeRefusedOnceAndALaterRefusalFindsNothing() throws Exception {
        Path file = directory.resolve("locked");
        AtomicReference<Object> outcome = new AtomicReference<>();
        try (FilePool pool = FilePool.builder("files").build();
                Lease<FileLock> held = pool.lock(file, Duration.ZERO)) {
            Thread thread = waiter(pool, file, outcome);
            Waiting waiting = waitOf(pool);
            assertThat(pool.refuse(waiting, () -> new DeadlockException("files", "told so")))
                    .isTrue();
            assertThat(pool.refuse(waiting, () -> new DeadlockException("files", "again")))
                    .isFalse();
            thread.join();
            assertThat(outcome.get()).isInstanceOf(DeadlockException.class);
            assertThat((DeadlockException) outcome.get()).hasMessageContaining("told so");
            assertThat(pool.refuse(waiting, () -> new DeadlockException("files", "late")))
                    .isFalse();
            assertThat(pool.budget().used()).isEqualTo(1);
            assertThat(held.isOpen()).isTrue();
        }
    }

    @Test
    void closingThePoolEndsTheWait() throws Exception {
        Path file = directory.resolve("locked");
        AtomicReference<Object> outcome = new AtomicReference<>();
        FilePool pool = FilePool.builder("files").build();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock foreign = channel.lock()) {
            Thread thread = waiter(pool, file, outcome);
            assertThat(waitOf(pool).behind()).as("not locked through a pool").isNull();
            pool.close();
            thread.join();
            assertThat(outcome.get()).isInstanceOf(ResourceClosedException.class);
            assertThat(foreign.isValid()).isTrue();
        }
    }

    @Test
    void aLockOfAnotherProcessIsWaitedForBehindNobody() throws Exception {
        Path file = directory.resolve("locked");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        FileLeasesTest.Processes.classPath(FilePool.class, FileLocksTest.class),
                        Holder.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("locked");
        AtomicReference<Object> outcome = new AtomicReference<>();
        try (FilePool pool = FilePool.builder("files").build()) {
            Thread thread = waiter(pool, file, outcome);
            Waiting waiting = waitOf(pool);
            assertThat(waiting.thread()).isSameAs(thread);
            assertThat(waiting.behind()).isNull();
            process.destroyForcibly().waitFor();
            process.getInputStream().close();
            process.getOutputStream().close();
            thread.join();
            assertThat(outcome.get()).isEqualTo(true);
        }
    }

    /** What runs in the other process. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            FilePool pool = FilePool.builder("files").build();
            boolean valid =
                    pool.lock(Path.of(arguments[0]), Duration.ZERO).get().isValid();
            System.out.println(valid ? "locked" : "not locked");
            int unused = System.in.read();
        }
    }
}
