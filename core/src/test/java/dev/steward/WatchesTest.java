package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.monitor.Finding;
import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class WatchesTest {
    private static Steward steward() {
        return Steward.builder()
                .tick(Duration.ofMillis(10))
                .watchEvery(Duration.ofMillis(10))
                .blockedAfter(Duration.ofMillis(50))
                .shutdownHook(false)
                .build();
    }

    private static List<Finding> about(Steward steward, String text) {
        return steward.findings().stream()
                .filter(finding -> finding.text().contains(text))
                .toList();
    }

    @Test
    void aBlockedThreadIsFoundOnceAndReported() throws Exception {
        Object monitor = new Object();
        Thread blocked = new Thread(
                () -> {
                    synchronized (monitor) {
                        monitor.notifyAll();
                    }
                },
                "stuck outside");
        try (Steward steward = steward()) {
            synchronized (monitor) {
                blocked.start();
                await().until(() -> !about(steward, "stuck outside").isEmpty());
                Finding finding = about(steward, "stuck outside").get(0);
                assertThat(finding.about()).isEqualTo(Finding.About.THREADS);
                assertThat(finding.text())
                        .contains("has waited for", Thread.currentThread().getName(), "now at");
                Report report = steward.report();
                assertThat(report.text()).contains("found: " + finding.text());
                assertThat(report.json()).contains("\"about\":\"THREADS\",\"text\":\"stuck outside has waited");
                int snapshots = steward.snapshots().size();
                await().until(() -> steward.snapshots().size() >= snapshots + 5);
                // It is logged where it is added, so once as well.
                assertThat(about(steward, "stuck outside")).hasSize(1);
            }
            blocked.join();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void growthOfOpenFilesIsFoundAndTheReportSaysWhatIsOpen(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("many"), "x");
        List<InputStream> open = new ArrayList<>();
        try (Steward steward = steward()) {
            // The first look is what later ones are compared with.
            await().until(() -> steward.snapshots().size() > 2);
            long before = steward.report().process().files().orElseThrow().open();
            for (int i = 0; i < Math.max(120, before + 50); i++) {
                open.add(Files.newInputStream(file));
            }
            await().until(() -> !about(steward, "descriptors are open").isEmpty());
            assertThat(steward.findings())
                    .anySatisfy(finding -> assertThat(finding.about()).isEqualTo(Finding.About.FILES));
            Report report = steward.report();
            assertThat(report.process().files())
                    .hasValueSatisfying(files -> assertThat(files.open()).isGreaterThanOrEqualTo(open.size()));
            assertThat(report.json())
                    .contains("\"files\":{\"open\":", "\"path\":\"" + directory.toRealPath() + "\",\"open\":");
            assertThat(report.text()).contains("open: ", directory.toRealPath().toString());
        } finally {
            for (InputStream stream : open) {
                stream.close();
            }
        }
    }

    @Test
    void theReportSaysWhereTheMemoryIsAndWhichThreadsNobodyManages() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread stray = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stray-1");
        stray.start();
        try (Steward steward = steward()) {
            Workers crew = steward.manage(Workers.cpuBound("crew").threads(1));
            crew.submit(() -> {}).get();
            Report report = steward.report();
            assertThat(report.process().strays()).containsEntry("stray-#", 1).doesNotContainKey("crew-#");
            assertThat(report.json())
                    .contains("\"memory\":{\"resident\":")
                    .contains("{\"name\":\"heap\",\"asked\":")
                    .contains("\"unexplained\":")
                    .contains("\"stray-#\":1")
                    .contains("\"findings\":[");
            assertThat(report.text())
                    .contains("metaspace", "unexplained", "threads that nothing managed has started: ", "stray-#=1");
        } finally {
            end.countDown();
            stray.join();
        }
    }

    @Test
    void settingsThatMakeNoSenseAreAllNamed() {
        assertThatThrownBy(() -> Steward.builder()
                        .watchEvery(Duration.ofMillis(1))
                        .blockedAfter(Duration.ZERO)
                        .build())
                .hasMessageContaining("watchEvery")
                .hasMessageContaining("blockedAfter");
    }
}
