package dev.steward.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Workers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that may open 128 files reads 1,000 of them, several at once, without having been told of the limit. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(NothingLeftBehind.class)
class FewDescriptorsTest {
    private static final int FILES = 1_000;

    @TempDir
    Path directory = Path.of("");

    @Test
    void allAreRead() throws Exception {
        for (int i = 0; i < FILES; i++) {
            Files.writeString(directory.resolve("f" + i), String.format("%06d", i));
        }
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 128; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        FileLeasesTest.Processes.classPath(FilePool.class, FewDescriptorsTest.class),
                        Reading.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        process.getInputStream().close();
        process.getOutputStream().close();
        assertThat(output).contains("read 1000 of 1000").contains("limit below 128: true");
        assertThat(process.exitValue()).isZero();
    }

    /** What runs in the other process. */
    static final class Reading {
        private static final int HELD_AT_ONCE = 10;

        private Reading() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            int read = 0;
            try (FilePool pool = FilePool.builder("files").maxIdle(1_000).build();
                    Workers readers = Workers.ioBound("readers").threads(8).build()) {
                List<Future<Integer>> all = new ArrayList<>();
                for (int from = 0; from < FILES; from += HELD_AT_ONCE) {
                    int first = from;
                    all.add(readers.submit(() -> readSome(pool, directory, first)));
                }
                for (Future<Integer> some : all) {
                    read += some.get();
                }
                System.out.println("read " + read + " of " + FILES + "; limit below 128: "
                        + (pool.budget().limit() < 128));
            }
        }

        /** One after the other, so that no two readers each hold what the other needs. */
        private static int readSome(FilePool pool, Path directory, int first) throws Exception {
            int right = 0;
            for (int i = first; i < first + HELD_AT_ONCE; i++) {
                try (Lease<FileView> view = pool.view(directory.resolve("f" + i))) {
                    ByteBuffer bytes = ByteBuffer.allocate(6);
                    view.get().readFully(bytes, 0);
                    right += new String(bytes.array(), StandardCharsets.UTF_8).equals(String.format("%06d", i)) ? 1 : 0;
                }
            }
            return right;
        }
    }
}
