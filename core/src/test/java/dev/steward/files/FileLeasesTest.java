package dev.steward.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.resource.CreationFailedException;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.io.File;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Appending, mapping, locking, and what is temporary. */
@ExtendWith(NothingLeftBehind.class)
class FileLeasesTest {
    @TempDir
    Path directory = Path.of("");

    private FilePoolBuilder builder() {
        return FilePool.builder("files").temporaryIn(directory);
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void whatIsAppendedIsInTheFileWhenTheLeaseIsClosed(Durability durability) throws IOException {
        Path file = directory.resolve("log");
        try (FilePool pool = builder().appendBuffer(8).build()) {
            for (int turn = 0; turn < 2; turn++) {
                try (Lease<Appender> log = pool.append(file, durability)) {
                    log.get().write("short\n");
                    log.get().write("longer than the buffer\n");
                    log.get().write("end\n");
                }
            }
            String once = "short\nlonger than the buffer\nend\n";
            assertThat(file).hasContent(once + once);
            assertThat(pool.budget().used()).isZero();
        }
    }

    @Test
    void smallWritesAreGatheredUntilTheyAreFlushed() throws IOException {
        Path file = directory.resolve("log");
        try (FilePool pool = builder().build()) {
            Lease<Appender> log = pool.append(file, Durability.SYSTEM);
            Appender appender = log.get();
            appender.write("one\n");
            assertThat(file).isEmptyFile();
            appender.flush();
            assertThat(file).hasContent("one\n");
            appender.write("two\n");
            appender.sync();
            assertThat(file).hasContent("one\ntwo\n");
            log.close();
            assertThatThrownBy(() -> appender.write("three\n"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the lease is closed");
        }
    }

    @Test
    void writesOfManyThreadsStayInOnePieceEach() throws Exception {
        Path file = directory.resolve("log");
        try (FilePool pool = builder().appendBuffer(64).build()) {
            try (Lease<Appender> log = pool.append(file, Durability.SYSTEM)) {
                List<Thread> writers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    String line = String.valueOf((char) ('a' + i)).repeat(10 + 30 * i) + "\n";
                    Thread writer = new Thread(() -> writeOften(log.get(), line));
                    writers.add(writer);
                    writer.start();
                }
                for (Thread writer : writers) {
                    writer.join();
                }
            }
            try (Stream<String> lines = Files.lines(file)) {
                assertThat(lines)
                        .hasSize(800)
                        .allMatch(line -> line.chars().distinct().count() == 1
                                && line.length() == 10 + 30 * (line.charAt(0) - 'a'));
            }
        }
    }

    private static void writeOften(Appender appender, String line) {
        try {
            for (int i = 0; i < 200; i++) {
                appender.write(line);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMappedPartIsWrittenAndReadWithoutADescriptor() throws IOException {
        Path file = directory.resolve("map");
        try (FilePool pool = builder().build()) {
            try (Lease<MappedByteBuffer> part = pool.map(file, MapMode.READ_WRITE, 0, 100)) {
                assertThat(pool.budget().used()).isZero();
                assertThat(pool.holdings())
                        .singleElement()
                        .satisfies(holding -> assertThat(holding.label()).endsWith("mapped"));
                part.get().putInt(96, 4711);
                part.get().force();
            }
            try (Lease<MappedByteBuffer> part = pool.map(file, MapMode.READ_ONLY, 96, 4)) {
                assertThat(part.get().getInt(0)).isEqualTo(4711);
            }
            assertThatThrownBy(() -> pool.map(file, MapMode.READ_ONLY, 96, 5))
                    .isInstanceOf(CreationFailedException.class)
                    .hasMessageContaining("the part ends at 101, the file at 100");
            assertThat(pool.budget().used()).isZero();
        }
    }

    @Test
    void aLockedFileIsWaitedForAndTheWaitHasAnEnd() throws Exception {
        Path file = directory.resolve("locked");
        try (FilePool pool = builder().build()) {
            Lease<FileLock> held = pool.lock(file, Duration.ZERO);
            assertThatThrownBy(() -> pool.lock(file, Duration.ofMillis(5)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("stayed locked");
            assertThat(pool.budget().used()).isEqualTo(1);
            Lease<?>[] got = new Lease<?>[1];
            Thread waiter = new Thread(() -> got[0] = pool.lock(file, Duration.ofSeconds(30)), "waiter");
            waiter.start();
            held.close();
            waiter.join();
            assertThat(got[0].isOpen()).isTrue();
            got[0].close();
            assertThat(pool.budget().used()).isZero();
        }
    }

    @Test
    void aTemporaryDirectoryGoesWithAllThatIsInIt() throws IOException {
        Path kept = Files.writeString(directory.resolve("kept"), "text");
        try (FilePool pool = builder().build()) {
            Path path;
            try (Lease<Path> temporary = pool.temporaryDirectory("work");
                    Lease<Path> second = pool.temporaryFile("part", ".tmp")) {
                path = temporary.get();
                assertThat(second.get()).exists();
                Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "text");
                Files.createSymbolicLink(path.resolve("link"), directory);
                assertThat(pool.budget().used()).isEqualTo(1);
            }
            assertThat(path).doesNotExist();
            assertThat(kept).exists();
            assertThat(directory).isDirectoryNotContaining("glob:**steward-*");
            assertThat(pool.budget().used()).isZero();
        }
    }

    /** Killed, so that no hook of the virtual machine can tidy up. */
    @Test
    void whatADeadProcessLeftIsDeletedByTheNextAndWhatALivingOneUsesIsNot() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Processes.classPath(FilePool.class, FileLeasesTest.class),
                        Untidy.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        Path left = Path.of(process.inputReader().readLine());
        assertThat(left).exists();
        try (FilePool pool = builder().build();
                Lease<Path> mine = pool.temporaryFile("mine", "")) {
            assertThat(left).exists();
            assertThat(mine.get()).exists();
        }
        process.destroyForcibly().waitFor();
        process.getInputStream().close();
        process.getOutputStream().close();
        try (FilePool pool = builder().build();
                Lease<Path> mine = pool.temporaryFile("mine", "")) {
            assertThat(left).doesNotExist();
            assertThat(left.getParent()).doesNotExist();
            assertThat(mine.get()).exists();
        }
    }

    /** What runs in the other process. */
    static final class Untidy {
        private Untidy() {}

        public static void main(String[] arguments) throws IOException {
            FilePool pool =
                    FilePool.builder("files").temporaryIn(Path.of(arguments[0])).build();
            System.out.println(pool.temporaryFile("left", ".tmp").get());
            int unused = System.in.read();
        }
    }

    /** How a class of these tests is run by another virtual machine. */
    static final class Processes {
        private Processes() {}

        static String classPath(Class<?>... types) throws Exception {
            List<String> places = new ArrayList<>();
            for (Class<?> type : types) {
                places.add(Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            }
            return String.join(File.pathSeparator, places);
        }
    }

    @Test
    void everyConflictOfTheNewOptionsIsReported() {
        assertThatThrownBy(() -> FilePool.builder("files")
                        .mappedViews(-1)
                        .appendBuffer(-1)
                        .revalidateAfter(Duration.ofNanos(-1))
                        .temporaryIn(directory.resolve("missing"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mappedViews")
                .hasMessageContaining("appendBuffer")
                .hasMessageContaining("revalidateAfter")
                .hasMessageContaining("temporaryIn");
    }
}
