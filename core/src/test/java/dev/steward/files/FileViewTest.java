package dev.steward.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Workers;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading at positions, many readers at one open file. */
@ExtendWith(NothingLeftBehind.class)
class FileViewTest {
    @TempDir
    Path directory = Path.of("");

    private final AtomicLong clock = new AtomicLong();

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String read(FilePool pool, Path file, int position, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (Lease<FileView> view = pool.view(file)) {
            view.get().readFully(bytes, position);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    /** Else the second would wait for a descriptor that it does not need, and that the first holds. */
    @Test
    void whoWaitsToOpenAFileIsServedWhenAnotherHasOpenedIt() throws Exception {
        Path file = write("a", "0123456789");
        Path other = write("b", "");
        try (FilePool pool = FilePool.builder("views")
                        .maximum(1)
                        .acquireTimeout(Duration.ofSeconds(60))
                        .build();
                Workers workers = Workers.ioBound("readers").threads(2).build()) {
            Lease<FileChannel> only = pool.open(other, StandardOpenOption.WRITE);
            CyclicBarrier bothRead = new CyclicBarrier(2);
            List<Future<Integer>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                readers.add(workers.submit(() -> {
                    try (Lease<FileView> view = pool.view(file)) {
                        bothRead.await(30, TimeUnit.SECONDS);
                        return view.get().read(ByteBuffer.allocate(4), 0);
                    }
                }));
            }
            await().until(() -> pool.waiting().size() == 2);
            only.close();
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isEqualTo(4);
            }
            assertThat(pool.statistics().opened()).isEqualTo(2);
            assertThat(pool.statistics().reused()).isEqualTo(1);
        }
    }

    @Test
    void allReadersOfAFileShareOneDescriptor() throws IOException {
        Path file = write("a", "0123456789");
        try (FilePool pool = FilePool.builder("views").build();
                Lease<FileView> one = pool.view(file);
                Lease<FileView> other = pool.view(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(4);
            assertThat(one.get().read(bytes, 8)).isEqualTo(2);
            assertThat(other.get().read(bytes, 0)).isEqualTo(2);
            assertThat(new String(bytes.array(), StandardCharsets.UTF_8)).isEqualTo("8901");
            assertThat(one.get().read(bytes.clear(), 10)).isEqualTo(-1);
            assertThat(one.get().size()).isEqualTo(10);
            assertThatThrownBy(() -> one.get().readFully(ByteBuffer.allocate(4), 8))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("ends at 10, 2 bytes before the end");
            assertThat(pool.budget().used()).isEqualTo(1);
            assertThat(pool.usage().inUse()).isEqualTo(1);
            assertThat(pool.holdings()).hasSize(2);
            assertThat(pool.statistics().opened()).isEqualTo(1);
            assertThat(pool.statistics().reused()).isEqualTo(1);
        }
    }

    @Test
    void theFileThatWasNotReadForLongestIsClosedFirst() throws IOException {
        try (FilePool pool = FilePool.builder("views").maxIdle(2).build()) {
            Path a = write("a", "a");
            Path b = write("b", "b");
            read(pool, a, 0, 1);
            read(pool, b, 0, 1);
            read(pool, a, 0, 1);
            read(pool, write("c", "c"), 0, 1);
            assertThat(pool.usage().idle()).isEqualTo(2);
            read(pool, a, 0, 1);
            assertThat(pool.statistics().opened()).isEqualTo(3);
            read(pool, b, 0, 1);
            assertThat(pool.statistics().opened()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void aReplacedFileIsNoticedAtTheNextLeaseWhileReadersOfTheOldOneGoOn(int mapped) throws IOException {
        Path file = write("a", "old");
        try (FilePool pool = FilePool.builder("views").mappedViews(mapped).build();
                Lease<FileView> before = pool.view(file)) {
            Files.move(write("b", "new"), file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(read(pool, file, 0, 3)).isEqualTo("new");
            ByteBuffer bytes = ByteBuffer.allocate(3);
            before.get().readFully(bytes, 0);
            assertThat(new String(bytes.array(), StandardCharsets.UTF_8)).isEqualTo("old");
            assertThat(pool.statistics().outdated()).isEqualTo(1);
        }
    }

    @Test
    void aReplacedFileIsNoticedAfterTheRevalidationTimeWhereThereIsOne() throws IOException {
        Path file = write("a", "old");
        try (FilePool pool = FilePool.builder("views")
                .revalidateAfter(Duration.ofSeconds(1))
                .ticker(clock::get)
                .build()) {
            assertThat(read(pool, file, 0, 3)).isEqualTo("old");
            Files.move(write("b", "new"), file, StandardCopyOption.REPLACE_EXISTING);
            clock.addAndGet(Duration.ofMillis(900).toNanos());
            assertThat(read(pool, file, 0, 3)).isEqualTo("old");
            clock.addAndGet(Duration.ofMillis(200).toNanos());
            assertThat(read(pool, file, 0, 3)).isEqualTo("new");
        }
    }

    @Test
    void aFileThatNobodyReadsIsClosedAfterTheIdleTimeout() throws IOException {
        Path file = write("a", "a");
        try (FilePool pool = FilePool.builder("views").ticker(clock::get).build()) {
            read(pool, file, 0, 1);
            clock.addAndGet(Duration.ofMinutes(4).toNanos());
            assertThat(pool.usage().idle()).isEqualTo(1);
            clock.addAndGet(Duration.ofMinutes(2).toNanos());
            assertThat(pool.usage().idle()).isZero();
            assertThat(pool.budget().used()).isZero();
        }
    }

    @Test
    void mappedViewsTakeNoDescriptor() throws IOException {
        try (FilePool pool = FilePool.builder("views").maximum(1).mappedViews(2).build();
                Lease<FileView> one = pool.view(write("a", "abc"));
                Lease<FileView> other = pool.view(write("b", "def"));
                Lease<FileView> empty = pool.view(write("c", ""))) {
            assertThat(pool.statistics().mapped()).isEqualTo(2);
            assertThat(pool.budget().used()).isEqualTo(1);
            assertThat(empty.get().read(ByteBuffer.allocate(1), 0)).isEqualTo(-1);
            ByteBuffer bytes = ByteBuffer.allocate(4);
            assertThat(one.get().read(bytes, 1)).isEqualTo(2);
            assertThat(other.get().read(bytes, 0)).isEqualTo(2);
            assertThat(new String(bytes.array(), StandardCharsets.UTF_8)).isEqualTo("bcde");
            assertThat(one.get().read(bytes, 3)).isEqualTo(-1);
        }
    }

    @Test
    void aWaiterGetsTheDescriptorOfAFileThatNobodyReads() throws IOException {
        try (FilePool pool = FilePool.builder("views").maximum(1).build()) {
            read(pool, write("a", "a"), 0, 1);
            assertThat(read(pool, write("b", "b"), 0, 1)).isEqualTo("b");
            assertThat(pool.budget().used()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void manyReadersOfManyFilesWithFewDescriptorsReadTheRightOnes(int mapped) throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            files.add(write("f" + i, String.format("%04d", i)));
        }
        try (FilePool pool = FilePool.builder("views")
                        .maximum(6)
                        .maxIdle(6)
                        .mappedViews(mapped)
                        .build();
                Workers readers = Workers.ioBound("readers").threads(4).build()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(readers.submit(() -> {
                    for (int turn = 0; turn < 2_000; turn++) {
                        int number = ThreadLocalRandom.current().nextInt(files.size());
                        assertThat(read(pool, files.get(number), 0, 4)).isEqualTo(String.format("%04d", number));
                        if (turn % 500 == 0) {
                            pool.reclaim(Long.MAX_VALUE);
                        }
                    }
                    return true;
                }));
            }
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
            assertThat(pool.usage().inUse()).isZero();
            assertThat(pool.usage().idle()).isEqualTo(pool.budget().used());
        }
    }
}
