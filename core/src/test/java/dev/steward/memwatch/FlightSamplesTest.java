package dev.steward.memwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.resource.Bytes;
import dev.steward.testing.NothingLeftBehind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In a virtual machine of its own: a flight recorder that was used once keeps its threads until the end. */
@ExtendWith(NothingLeftBehind.class)
class FlightSamplesTest {
    private static String told(Class<?> program) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        return told;
    }

    @Test
    void aLeakSaysWhereItsObjectsWereAllocatedIfARecordingRuns() throws Exception {
        assertThat(told(Recorded.class))
                .contains(
                        "leak: the heap grows",
                        "old " + Crumb.class.getName() + " was allocated at " + Recorded.class.getName() + ".hoard");
    }

    @Test
    void withoutARecordingNoneIsStarted() throws Exception {
        assertThat(told(Unrecorded.class)).contains("samples: []", "recorder: false");
    }

    /** What leaks. */
    static final class Crumb {
        final long[] content = new long[8];
    }

    /** A heap that grows while a recording with old-object samples runs. */
    static final class Recorded {
        private static final List<Object> HOARD = new ArrayList<>();

        private Recorded() {}

        public static void main(String[] arguments) {
            try (Recording recording = new Recording();
                    HeapWatch watch = HeapWatch.builder()
                            .threshold(Bytes.mib(8))
                            .histogramAtStart(true)
                            .betweenHistograms(Duration.ZERO)
                            .build()) {
                recording.enable("jdk.OldObjectSample").withStackTrace().with("cutoff", "0 ns");
                recording.start();
                watch.start();
                watch.collectAndLook();
                long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                // How many samples there are is up to the virtual machine; the first leak may come without one.
                while (System.nanoTime() < until
                        && watch.leaks().stream()
                                .allMatch(leak -> leak.samples().isEmpty())
                        && HOARD.size() < 1_500_000) {
                    hoard();
                    watch.collectAndLook();
                }
                watch.leaks().forEach(leak -> System.out.println("leak: " + leak + leak.samples()));
            }
            System.exit(0);
        }

        private static void hoard() {
            for (int i = 0; i < 150_000; i++) {
                HOARD.add(new Crumb());
            }
        }
    }

    /** The same question where nobody records. */
    static final class Unrecorded {
        private Unrecorded() {}

        public static void main(String[] arguments) {
            System.out.println("samples: " + FlightSamples.of(List.of(new ClassGrowth(Crumb.class.getName(), 1, 1))));
            System.out.println("recorder: " + jdk.jfr.FlightRecorder.isInitialized());
            System.exit(0);
        }
    }
}
