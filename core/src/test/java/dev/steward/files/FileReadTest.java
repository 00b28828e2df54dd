package dev.steward.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading once, from memory where a file is mapped; and what becomes of memory that is gone. */
@ExtendWith(NothingLeftBehind.class)
class FileReadTest {
    /** Enough for the compiler to have taken over, which is when faults used to be thrown from somewhere else. */
    private static final int HOT = 20_000;

    @TempDir
    Path directory = Path.of("");

    private final AtomicLong clock = new AtomicLong();

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private FilePool pool(int mapped) {
        return FilePool.builder("reads")
                .maximum(2)
                .mappedViews(mapped)
                .revalidateAfter(Duration.ofSeconds(1))
                .ticker(clock::get)
                .build();
    }

    private static String read(FilePool pool, Path file, int position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int count = pool.read(file, bytes, position);
        assertThat(bytes.position()).isEqualTo(Math.max(0, count));
        return new String(bytes.array(), 0, Math.max(0, count), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void whatIsReadIsWhatIsThereAndNothingIsHeldAfterwards(int mapped) throws IOException {
        Path file = write("a", "0123456789");
        try (FilePool pool = pool(mapped)) {
            for (int turn = 0; turn < 3; turn++) {
                assertThat(read(pool, file, 0, 4)).isEqualTo("0123");
                assertThat(read(pool, file, 8, 4)).isEqualTo("89");
                assertThat(pool.read(file, ByteBuffer.allocate(1), 10)).isEqualTo(-1);
            }
            assertThat(pool.statistics().opened()).isEqualTo(1);
            assertThat(pool.statistics().reused()).isEqualTo(8);
            assertThat(pool.holdings()).isEmpty();
            assertThat(pool.budget().used()).isEqualTo(mapped == 0 ? 1 : 0);
            assertThatThrownBy(() -> pool.read(file, ByteBuffer.allocate(1), -1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.read(directory.resolve("missing"), ByteBuffer.allocate(1), 0))
                    .isInstanceOf(CreationFailedException.class)
                    .hasMessageContaining("missing");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void aReplacedFileIsNoticedOnceTheCheckIsDue(int mapped) throws IOException {
        Path file = write("a", "old");
        try (FilePool pool = pool(mapped)) {
            assertThat(read(pool, file, 0, 3)).isEqualTo("old");
            Files.move(write("b", "new"), file, StandardCopyOption.REPLACE_EXISTING);
            clock.addAndGet(Duration.ofMillis(900).toNanos());
            assertThat(read(pool, file, 0, 3)).isEqualTo("old");
            clock.addAndGet(Duration.ofMillis(200).toNanos());
            assertThat(read(pool, file, 0, 3)).isEqualTo("new");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void aClosedPoolReadsNothing(int mapped) throws IOException {
        Path file = write("a", "text");
        FilePool pool = pool(mapped);
        assertThat(read(pool, file, 0, 4)).isEqualTo("text");
        pool.close();
        assertThatThrownBy(() -> pool.read(file, ByteBuffer.allocate(4), 0))
                .isInstanceOf(ResourceClosedException.class)
                .hasMessageContaining("reads is closed");
    }

    /** Compiled code went on with what it had not read, and the error came to whatever the thread did next. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatIsMadeShorterUnderItsMappingFailsTheReadAndNothingElse(boolean direct) throws IOException {
        ByteBuffer into = direct ? ByteBuffer.allocateDirect(4096) : ByteBuffer.allocate(4096);
        try (FilePool pool = pool(8)) {
            for (int round = 0; round < 3; round++) {
                Path file = Files.write(directory.resolve("f" + round), new byte[16 * 1024]);
                try (Lease<FileView> view = pool.view(file)) {
                    for (int turn = 0; turn < HOT; turn++) {
                        assertThat(pool.read(file, into.clear(), 8192)).isEqualTo(4096);
                        view.get().readFully(into.clear(), 8192);
                    }
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate(100);
                    }
                    for (int turn = 0; turn < 3; turn++) {
                        assertThatThrownBy(() -> view.get().readFully(into.clear(), 8192))
                                .isInstanceOf(IOException.class)
                                .hasMessageContaining("was made shorter while it was mapped");
                    }
                }
                assertThat(pool.read(file, into.clear(), 8192)).isEqualTo(-1);
                assertThat(pool.read(file, into.clear(), 0)).isEqualTo(100);
            }
        }
    }

    @Test
    void whoReadsAViewAfterItWasDiscardedIsToldThatItIsClosed() throws IOException {
        FilePool pool = pool(1);
        FileView late;
        try (Lease<FileView> view = pool.view(write("a", "text"))) {
            late = view.get();
        }
        assertThat(read(pool, write("b", "more"), 0, 4)).isEqualTo("more");
        assertThat(pool.statistics().mapped()).isEqualTo(1);
        assertThatThrownBy(() -> late.read(ByteBuffer.allocate(1), 0)).isInstanceOf(ClosedChannelException.class);
        pool.close();
    }

    @Test
    void theMappingThatWasNotReadForLongestGoesFirst() throws IOException {
        Path a = write("a", "a");
        Path b = write("b", "b");
        try (FilePool pool = pool(2)) {
            for (Path each : List.of(a, b, a, write("c", "c"))) {
                clock.addAndGet(1_000);
                assertThat(read(pool, each, 0, 1)).isEqualTo(each.getFileName().toString());
            }
            assertThat(pool.statistics().mapped()).isEqualTo(2);
            assertThat(read(pool, a, 0, 1)).isEqualTo("a");
            assertThat(pool.statistics().opened()).isEqualTo(3);
            assertThat(read(pool, b, 0, 1)).isEqualTo("b");
            assertThat(pool.statistics().opened()).isEqualTo(4);
        }
    }

    @Test
    void aMappingThatNobodyReadsIsGivenUpAfterTheIdleTimeoutAndOneThatIsReadIsNot() throws IOException {
        Path read = write("a", "a");
        Path idle = write("b", "b");
        try (FilePool pool = pool(8)) {
            assertThat(read(pool, read, 0, 1)).isEqualTo("a");
            assertThat(read(pool, idle, 0, 1)).isEqualTo("b");
            for (int minute = 0; minute < 6; minute++) {
                clock.addAndGet(Duration.ofMinutes(1).toNanos());
                assertThat(read(pool, read, 0, 1)).isEqualTo("a");
            }
            assertThat(pool.statistics().mapped()).isEqualTo(1);
            assertThat(pool.statistics().opened()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void manyReadersOfManyFilesThatAreEvictedAllTheTimeReadTheRightOnes(int mapped) throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            files.add(write("f" + i, String.format("%04d", i)));
        }
        try (FilePool pool = pool(mapped);
                Workers readers = Workers.ioBound("readers").threads(4).build()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(readers.submit(() -> {
                    for (int turn = 0; turn < 3_000; turn++) {
                        int number = ThreadLocalRandom.current().nextInt(files.size());
                        assertThat(read(pool, files.get(number), 0, 4)).isEqualTo(String.format("%04d", number));
                    }
                    return true;
                }));
            }
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
            assertThat(pool.usage().inUse()).isZero();
            assertThat(pool.statistics().mapped()).isLessThanOrEqualTo(mapped);
        }
    }
}
