package dev.steward.memwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Bytes;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class HeapWatchTest {
    private static final int CRUMBS = 40_000;

    /** What the leaks of these tests consist of. */
    static final class Crumb {
        final long[] content = new long[64];
    }

    private final List<Object> hoard = new ArrayList<>();

    private void hoard() {
        for (int i = 0; i < CRUMBS; i++) {
            hoard.add(new Crumb());
        }
    }

    private static void awaitBaseline(HeapWatch watch) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return watch.measurements().size() >= 4;
        });
        watch.look();
    }

    @Test
    void growthIsReportedWithTheClassThatGrowsAndWhatWasTracked() {
        try (HeapWatch watch = HeapWatch.builder()
                .threshold(Bytes.mib(8))
                .histogramAtStart(true)
                .betweenHistograms(Duration.ZERO)
                .build()) {
            watch.start();
            watch.track("the hoard", hoard);
            awaitBaseline(watch);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                if (hoard.size() < 3 * CRUMBS) {
                    hoard();
                }
                System.gc();
                watch.look();
                return watch.leaks().stream()
                        .anyMatch(leak -> leak.growing().stream()
                                .anyMatch(growth -> growth.type().equals(Crumb.class.getName())));
            });
            HeapLeak leak = watch.leaks().get(0);
            assertThat(leak.usedBytes() - leak.baselineBytes()).isGreaterThanOrEqualTo(Bytes.mib(8));
            assertThat(leak.tracked()).extracting(Tracked::name).contains("the hoard");
            assertThat(leak.toString()).contains("the heap grows", "more than before", "the hoard", "next:");
            assertThat(watch.peakBytes()).isGreaterThanOrEqualTo(watch.averageBytes());
            assertThat(watch.collectors().collections()).isPositive();
            assertThat(watch.collectors().averagePause()).isPositive();
        }
    }

    @Test
    void aTrackedObjectThatGoesIsForgotten() {
        try (HeapWatch watch = HeapWatch.builder().build()) {
            watch.start();
            watch.track("going", new Object());
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return watch.tracked().isEmpty();
            });
        }
    }

    @Test
    void aHistogramThatIsRefusedIsDoneWithout() {
        assertThat(ClassHistogram.take(() -> {
                    throw new IllegalStateException("disabled");
                }))
                .isEmpty();
        assertThat(ClassHistogram.take(() -> "Command not supported")).isEmpty();
    }

    @Test
    void theDifferenceOfTwoHistograms() {
        String head = " num     #instances         #bytes  class name (module)\n";
        ClassHistogram before =
                ClassHistogram.parse(head + "   1:   10   1000  [B (java.base@17)\n   2:  5  80  a.Gone\n");
        ClassHistogram after =
                ClassHistogram.parse(head + "   1:   12   1500  [B (java.base@17)\n   2:  7  700  a.New\n");
        assertThat(after.growthSince(before, 10))
                .containsExactly(new ClassGrowth("a.New", 7, 700), new ClassGrowth("[B", 2, 500));
    }

    @Test
    void theLastHundredMeasurementsAreKeptAndTheirSlopeIsThatOfTheLine() {
        HeapHistory history = new HeapHistory();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int minute = 0; minute < 150; minute++) {
            history.add(new HeapMeasurement(start.plusSeconds(60L * minute), 1_000_000L + 5_000L * minute, "x", true));
        }
        assertThat(history.all()).hasSize(100);
        assertThat(history.bytesPerMinute(20)).isEqualTo(5_000);
        // Of the hundred that are kept: minutes 50 to 149.
        assertThat(history.average()).isEqualTo(1_000_000L + 5_000L * 199 / 2);
        assertThat(history.peak()).isEqualTo(1_000_000L + 5_000L * 149);
    }

    @Test
    void dumpsAreBoundedInNumber(@TempDir Path directory) throws IOException {
        HeapWatchOptions options = new HeapWatchOptions(Bytes.mib(1), true, false, Duration.ZERO, directory, 1);
        for (String earlier : List.of("steward-heap-1.hprof", "steward-heap-2.hprof", "mine.hprof")) {
            Files.createFile(directory.resolve(earlier));
        }
        Path dump = HeapDumps.write(options);
        assertThat(dump).isNotNull().exists();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .hasSize(2)
                    .contains("mine.hprof");
        }
    }

    @Test
    void settingsThatMakeNoSenseAreAllNamed(@TempDir Path directory) {
        assertThatThrownBy(() -> HeapWatch.builder()
                        .threshold(10)
                        .betweenHistograms(Duration.ofSeconds(-1))
                        .histograms(false)
                        .histogramAtStart(true)
                        .dumps(directory.resolve("missing"), 0)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "threshold", "betweenHistograms", "histogramAtStart", "dumps: must be", "missing");
    }
}
