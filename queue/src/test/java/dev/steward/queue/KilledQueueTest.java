package dev.steward.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.WorkCodec;
import dev.steward.work.WorkItem;
import dev.steward.work.WorkQueue;
import dev.steward.work.WorkStore;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with a queue that is killed at random moments, again and again, without a chance to tidy up. It says on its
 * output what it was promised: the number of each item once its submission has returned, of each that it begins, and of
 * each that it has seen as done. {@code -Dsteward.kills=20} kills more often than the build does.
 */
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(NothingLeftBehind.class)
class KilledQueueTest {
    private static final int KILLS = Integer.getInteger("steward.kills", 5);

    @TempDir
    Path directory = Path.of("");

    private final Set<Long> submitted = new HashSet<>();
    private final Set<Long> acknowledged = new HashSet<>();

    @Test
    void nothingIsLostAndNothingAcknowledgedIsRepeated() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill();
        }
        assertThat(submitted).isNotEmpty();
        assertThat(acknowledged).isNotEmpty();
        Set<Long> begun = new HashSet<>();
        try (WorkStore store = Killed.store(directory);
                WorkQueue<String, String> queue = Killed.queue(store, begun)) {
            for (long id : submitted) {
                assertThat(queue.await(id, Duration.ofSeconds(60)))
                        .as("item " + id)
                        .get()
                        .satisfies(item -> assertThat(item.state()).isEqualTo(WorkItem.State.DONE))
                        .satisfies(item -> assertThat(item.result()).isPresent());
            }
        }
        assertThat(begun).doesNotContainAnyElementsOf(acknowledged);
    }

    private void runAndKill() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path")
                                + File.pathSeparator
                                + System.getProperty("jdk.module.path", ""),
                        Killed.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            note(lines.readLine());
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(5, 400)));
            // By its handle: the process itself would close its output, which is still to be read.
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line);
            }
        }
        process.waitFor();
        process.getOutputStream().close();
        process.getErrorStream().close();
    }

    /** A last line that was cut off promises nothing. */
    private void note(String line) {
        assertThat(line).isNotNull();
        if (!line.endsWith(".")) {
            return;
        }
        long id = Long.parseLong(line.substring(1, line.length() - 1));
        switch (line.charAt(0)) {
            case 'S' -> submitted.add(id);
            case 'A' -> acknowledged.add(id);
            case 'B' ->
                assertThat(acknowledged).as("begun after it was acknowledged").doesNotContain(id);
            default -> throw new AssertionError(line);
        }
    }

    /** What runs in the other process. */
    static final class Killed {
        private static final int AT_ONCE = 20;

        private Killed() {}

        static WorkStore store(Path directory) {
            return H2WorkStore.open(directory.resolve("queue"), H2WorkStore.Sync.SYSTEM);
        }

        static WorkQueue<String, String> queue(WorkStore store, Set<Long> begun) {
            return WorkQueue.<String, String>builder("killed", (text, progress) -> {
                        synchronized (begun) {
                            begun.add(Long.valueOf(text));
                        }
                        return text;
                    })
                    .maxCompleted(100_000)
                    .durable(store, WorkCodec.TEXT, WorkCodec.TEXT)
                    .build();
        }

        public static void main(String[] arguments) throws InterruptedException {
            WorkStore store = store(Path.of(arguments[0]));
            WorkQueue<String, String> queue = WorkQueue.<String, String>builder("killed", (text, progress) -> {
                        say('B', Long.parseLong(text));
                        return text;
                    })
                    .maxCompleted(100_000)
                    .durable(store, WorkCodec.TEXT, WorkCodec.TEXT)
                    .build();
            long next = store.lastId();
            while (true) {
                long first = next + 1;
                for (int i = 0; i < AT_ONCE; i++) {
                    next = queue.submit(String.valueOf(next + 1));
                    say('S', next);
                }
                for (long id = first; id <= next; id++) {
                    if (queue.await(id, Duration.ofSeconds(60)).orElseThrow().state() == WorkItem.State.DONE) {
                        say('A', id);
                    }
                }
            }
        }

        private static void say(char what, long id) {
            synchronized (System.out) {
                System.out.println(what + String.valueOf(id) + ".");
                System.out.flush();
            }
        }
    }
}
