package dev.steward.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Budget;
import dev.steward.resource.CreationFailedException;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class FilePoolTest {
    @TempDir
    Path directory = Path.of("");

    private Path file(String name) throws IOException {
        return Files.writeString(directory.resolve(name), "text of " + name);
    }

    private static String read(Lease<FileChannel> lease) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        lease.get().read(buffer);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    /** How many handles this process has on what lies below the test's directory, as the system sees it. */
    private long handles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(this::leadsHere).count();
        }
    }

    private boolean leadsHere(Path handle) {
        try {
            return Files.readSymbolicLink(handle).startsWith(directory.toRealPath());
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    @Test
    void aReadersChannelIsKeptForTheNext() throws IOException {
        try (FilePool pool = FilePool.builder("files").build()) {
            FileChannel first;
            try (Lease<FileChannel> lease = pool.openRead(file("a"))) {
                first = lease.get();
                assertThat(read(lease)).isEqualTo("text of a");
            }
            try (Lease<FileChannel> lease = pool.openRead(directory.resolve("a"))) {
                assertThat(lease.get()).isSameAs(first);
                assertThat(lease.get().position()).isZero();
                assertThat(read(lease)).isEqualTo("text of a");
            }
            assertThat(pool.statistics().reused()).isEqualTo(1);
        }
    }

    @Test
    void aLeasedChannelIsNotShared() throws IOException {
        try (FilePool pool = FilePool.builder("files").build();
                Lease<FileChannel> one = pool.openRead(file("a"));
                Lease<FileChannel> other = pool.openRead(directory.resolve("a"))) {
            assertThat(one.get()).isNotSameAs(other.get());
            assertThat(pool.budget().used()).isEqualTo(2);
        }
    }

    @Test
    void aReplacedFileIsNoticed() throws IOException {
        try (FilePool pool = FilePool.builder("files").build()) {
            pool.openRead(file("a")).close();
            Files.move(file("b"), directory.resolve("a"), StandardCopyOption.REPLACE_EXISTING);
            try (Lease<FileChannel> lease = pool.openRead(directory.resolve("a"))) {
                assertThat(read(lease)).isEqualTo("text of b");
            }
            assertThat(pool.statistics().outdated()).isEqualTo(1);
            assertThat(pool.budget().used()).isEqualTo(1);
        }
    }

    @Test
    void aDeletedFileIsNotReadFromAnIdleChannel() throws IOException {
        try (FilePool pool = FilePool.builder("files").build()) {
            pool.openRead(file("a")).close();
            Files.delete(directory.resolve("a"));
            assertThatThrownBy(() -> pool.openRead(directory.resolve("a")))
                    .isInstanceOf(CreationFailedException.class)
                    .hasMessageEndingWith("/a does not exist; next: check the path")
                    .hasCauseInstanceOf(NoSuchFileException.class);
            assertThat(pool.budget().used()).isZero();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theBudgetIsWhatTheSystemHasOpen() throws IOException {
        try (FilePool pool = FilePool.builder("files").maxIdle(3).build()) {
            List<Lease<FileChannel>> leases = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                leases.add(pool.openRead(file("f" + i)));
            }
            leases.add(pool.openAppend(directory.resolve("log")));
            assertThat(pool.budget().used()).isEqualTo(9).isEqualTo(handles());
            leases.forEach(Lease::close);
            assertThat(pool.usage().idle()).isEqualTo(3).isEqualTo(handles());
            assertThat(pool.reclaim(2)).isEqualTo(2);
            assertThat(pool.budget().used()).isEqualTo(1).isEqualTo(handles());
        }
        assertThat(handles()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anIdleChannelIsClosedAfterTheIdleTimeout() throws IOException {
        AtomicLong clock = new AtomicLong();
        try (FilePool pool = FilePool.builder("files").ticker(clock::get).build()) {
            pool.openRead(file("a")).close();
            clock.addAndGet(Duration.ofMinutes(4).toNanos());
            pool.openRead(file("b")).close();
            clock.addAndGet(Duration.ofMinutes(1).toNanos());
            pool.tick();
            assertThat(pool.usage().idle()).isEqualTo(1).isEqualTo(handles());
            clock.addAndGet(Duration.ofMinutes(4).toNanos());
            assertThat(pool.usage().idle()).isZero();
            assertThat(handles()).isZero();
        }
    }

    @Test
    void theOldestIdleChannelGoesWhenTheBudgetIsUsedUp() throws IOException {
        Budget files = Budget.of(Kind.FILES, "files", 2);
        try (FilePool pool = FilePool.builder("files").buildWithin(files)) {
            pool.openRead(file("a")).close();
            pool.openRead(file("b")).close();
            pool.openRead(file("c")).close();
            pool.openRead(directory.resolve("b")).close();
            assertThat(pool.statistics().reused()).isEqualTo(1);
            assertThat(files.used()).isEqualTo(2);
        }
    }

    @Test
    void aFullBudgetIsExplained() throws IOException {
        Budget files = Budget.of(Kind.FILES, "files", 1);
        try (FilePool pool = FilePool.builder("logs")
                        .acquireTimeout(Duration.ofMillis(30))
                        .buildWithin(files);
                Lease<FileChannel> held = pool.openRead(file("a"))) {
            assertThatThrownBy(() -> pool.openRead(file("b")))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("logs: nothing became free")
                    .hasMessageContaining("/b")
                    .hasMessageContaining(Thread.currentThread().getName())
                    .hasMessageContaining("/a)");
            assertThat(pool.usage().timedOut()).isEqualTo(1);
            assertThat(held.isOpen()).isTrue();
        }
    }

    @Test
    void aWaiterGetsWhatAReaderGivesBack() throws Exception {
        Budget files = Budget.of(Kind.FILES, "files", 1);
        Path b = file("b");
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (FilePool pool = FilePool.builder("files").buildWithin(files)) {
            Lease<FileChannel> held = pool.openRead(file("a"));
            Thread waiter = new Thread(
                    () -> {
                        try {
                            pool.openRead(b).close();
                        } catch (RuntimeException e) {
                            failure.set(e);
                        }
                    },
                    "waiter");
            waiter.start();
            await().until(() -> pool.waiting().size() == 1);
            assertThat(pool.waiting().get(0).waiter()).isEqualTo("waiter");
            held.close();
            waiter.join();
            assertThat(failure.get()).isNull();
            assertThat(pool.statistics().opened()).isEqualTo(2);
        }
    }

    @Test
    void closingFailsTheWaitersAndClosesTheChannelsUnderTheirHolders() throws Exception {
        Budget files = Budget.of(Kind.FILES, "files", 1);
        Path b = file("b");
        FilePool pool = FilePool.builder("files").buildWithin(files);
        FileChannel channel = pool.openRead(file("a")).get();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread waiter = new Thread(() -> {
            try {
                pool.openRead(b).close();
            } catch (RuntimeException e) {
                failure.set(e);
            }
        });
        waiter.start();
        await().until(() -> pool.waiting().size() == 1);
        assertThat(pool.close(Duration.ZERO).stillHeld()).hasSize(1);
        waiter.join();
        assertThat(failure.get()).isInstanceOf(ResourceClosedException.class);
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        await().until(() -> files.used() == 0);
    }

    @Test
    void appendedTextGoesToTheEnd() throws IOException {
        Path log = directory.resolve("log");
        try (FilePool pool = FilePool.builder("files").build()) {
            for (String word : List.of("one ", "two")) {
                try (Lease<FileChannel> lease = pool.openAppend(log)) {
                    lease.get().write(ByteBuffer.wrap(word.getBytes(StandardCharsets.UTF_8)));
                    assertThat(pool.holdings().get(0).label()).isEqualTo(log.toString());
                }
            }
        }
        assertThat(log).hasContent("one two");
    }

    @Test
    void aTemporaryFileIsDeletedWithItsLease() throws IOException {
        try (FilePool pool = FilePool.builder("files").build()) {
            Path path;
            try (Lease<Path> temporary = pool.temporaryFile("steward", ".part")) {
                path = temporary.get();
                try (Lease<FileChannel> lease = pool.open(path, StandardOpenOption.WRITE)) {
                    lease.get().write(ByteBuffer.allocate(10));
                }
                pool.openRead(path).close();
                assertThat(path).exists().hasSize(10);
            }
            assertThat(path).doesNotExist();
            assertThat(pool.budget().used()).isZero();
        }
    }

    @Test
    void failuresAreOneClearSentence() throws IOException {
        Path a = file("a");
        try (FilePool pool = FilePool.builder("files").build()) {
            assertThatThrownBy(() -> pool.openRead(directory))
                    .hasMessageEndingWith("is a directory, not a file;" + " next: name a file in it");
            assertThatThrownBy(() -> pool.openAppend(directory)).hasMessageContaining("is a directory, not a file");
            assertThatThrownBy(() -> pool.openAppend(directory.resolve("no/log")))
                    .hasMessageContaining("its directory does not exist");
            assertThatThrownBy(() -> pool.open(a, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
                    .hasMessageContaining("exists already");
            assertThat(pool.budget().used()).isZero();
            assertThat(pool.usage().acquired()).isZero();
        }
    }

    @Test
    void everyConflictOfTheOptionsIsReportedAtOnce() {
        assertThatThrownBy(() -> FilePool.builder("")
                        .maximum(0)
                        .maxIdle(-1)
                        .acquireTimeout(Duration.ofSeconds(-1))
                        .idleTimeout(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name")
                .hasMessageContaining("maximum")
                .hasMessageContaining("maxIdle")
                .hasMessageContaining("acquireTimeout")
                .hasMessageContaining("idleTimeout");
    }
}
