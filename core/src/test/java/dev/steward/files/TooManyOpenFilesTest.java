package dev.steward.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.resource.CreationFailedException;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, whose limit on open files is really reached. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(NothingLeftBehind.class)
class TooManyOpenFilesTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void idleChannelsAreClosedBeforeItFails() throws Exception {
        String classPath = whereIs(FilePool.class) + File.pathSeparator + whereIs(TooManyOpenFilesTest.class);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 100; exec \"$0\" \"$@\"",
                        java.toString(),
                        "-cp",
                        classPath,
                        Starved.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        process.getInputStream().close();
        process.getOutputStream().close();
        assertThat(output)
                .contains("opened after closing 10 idle channels, rescued 1")
                .contains("the process has no file descriptor left")
                .contains("raise the limit (ulimit -n)")
                .contains("used 0");
        assertThat(process.exitValue()).isZero();
    }

    private static Path whereIs(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** What runs in the other process. */
    static final class Starved {
        private Starved() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            Path wanted = Files.writeString(directory.resolve("wanted"), "text");
            try (FilePool pool = FilePool.builder("files").build()) {
                loadWhatFailuresNeed(pool, directory);
                List<Lease<FileChannel>> readers = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    readers.add(pool.openRead(Files.writeString(directory.resolve("f" + i), "text")));
                }
                readers.forEach(Lease::close);
                long idle = pool.usage().idle();
                List<FileChannel> hoarded = new ArrayList<>();
                String failure = "none";
                try {
                    hoard(hoarded, wanted);
                    long rescued;
                    try (Lease<FileChannel> lease = pool.open(wanted, StandardOpenOption.WRITE)) {
                        lease.get();
                        rescued = pool.statistics().rescued();
                        hoard(hoarded, wanted);
                        failure = failureOf(pool, wanted);
                    }
                    failure = "opened after closing " + idle + " idle channels, rescued " + rescued + "; " + failure;
                } finally {
                    for (FileChannel channel : hoarded) {
                        channel.close();
                    }
                }
                System.out.println(failure + "; used " + pool.budget().used());
            }
        }

        /** A class cannot be loaded from a folder once no file can be opened. */
        private static void loadWhatFailuresNeed(FilePool pool, Path directory) {
            pool.statistics();
            failureOf(pool, directory.resolve("missing"));
            failureOf(pool, directory);
        }

        private static String failureOf(FilePool pool, Path file) {
            try {
                pool.open(file, StandardOpenOption.WRITE).close();
                return "no failure";
            } catch (CreationFailedException e) {
                return String.valueOf(e.getMessage());
            }
        }

        /** The virtual machine opens and closes files of its own in between, so it goes on until that has settled. */
        private static void hoard(List<FileChannel> hoarded, Path file) {
            int refusals = 0;
            while (refusals < 50) {
                try {
                    hoarded.add(FileChannel.open(file, StandardOpenOption.READ));
                    refusals = 0;
                } catch (IOException full) {
                    assertFull(full);
                    refusals++;
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }

        private static void assertFull(IOException full) {
            if (!FileFailures.isTooManyOpen(full)) {
                throw new IllegalStateException(full);
            }
        }
    }
}
