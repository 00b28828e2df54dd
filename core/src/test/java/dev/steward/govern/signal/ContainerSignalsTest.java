package dev.steward.govern.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.resource.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals of a container, whose files this writes. */
class ContainerSignalsTest {
    @TempDir
    Path root;

    private long now;

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void group(String name, String content) throws IOException {
        file("sys/fs/cgroup/app/" + name, content + "\n");
    }

    private void later(Duration time) {
        now += time.toNanos();
    }

    @BeforeEach
    void aContainer() throws IOException {
        file("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n");
        file("proc/self/cgroup", "0::/app\n");
    }

    @Test
    void theLimitOfThreadsIsReadAnewEachTime() throws IOException {
        group("pids.current", "90");
        group("pids.max", "100");
        Signal signal = new ContainerThreads(root);
        assertThat(signal.kind()).isEqualTo(Kind.THREADS);
        assertThat(signal.read().pressure()).isCloseTo(0.9, within(1e-9));
        assertThat(signal.read().says()).isEqualTo("90 of 100 threads");
        group("pids.max", "180");
        assertThat(signal.read().pressure()).isCloseTo(0.5, within(1e-9));
        group("pids.max", "max");
        assertThat(signal.read()).isEqualTo(Signal.Reading.NONE);
    }

    @Test
    void memoryFollowsAContainerThatIsResized() throws IOException {
        group("memory.current", "90000000");
        group("memory.stat", "inactive_file 10000000");
        group("memory.max", "100000000");
        Signal signal = new Container(root);
        assertThat(signal.read().pressure()).isCloseTo(0.8, within(1e-9));
        group("memory.max", "400000000");
        assertThat(signal.read().pressure()).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void whoIsHeldBackByTheQuotaIsUnderPressureButNotInAnEmergency() throws IOException {
        group("cpu.max", "50000 100000");
        group("cpu.stat", "nr_periods 100\nnr_throttled 10");
        Signal signal = new Throttling(root, () -> now);
        assertThat(signal.read().pressure()).isZero();
        later(Duration.ofSeconds(5));
        group("cpu.stat", "nr_periods 150\nnr_throttled 20");
        assertThat(signal.read().pressure()).isCloseTo(0.36, within(1e-9));
        assertThat(signal.read().says())
                .isEqualTo(
                        "held back in 20 % of the periods of the last 10 s, with the time of 0.50 processors allowed");
        group("cpu.stat", "nr_periods 200\nnr_throttled 70");
        assertThat(signal.read().pressure()).isCloseTo(0.9, within(1e-9));
        later(Duration.ofSeconds(11));
        assertThat(signal.read().pressure()).isZero();
    }

    @Test
    void withoutAQuotaNobodyIsHeldBack() throws IOException {
        group("cpu.max", "max 100000");
        group("cpu.stat", "nr_periods 100\nnr_throttled 10");
        assertThat(new Throttling(root, () -> now).read()).isEqualTo(Signal.Reading.NONE);
    }

    private void stalled(String file, long someMillis, long fullMillis) throws IOException {
        file(
                file,
                "some avg10=99.00 avg60=0.00 avg300=0.00 total=" + 1_000 * someMillis + "\n"
                        + "full avg10=99.00 avg60=0.00 avg300=0.00 total=" + 1_000 * fullMillis + "\n");
    }

    @Test
    void stallsOfTheContainerCountFromTheirTotals() throws IOException {
        stalled("sys/fs/cgroup/app/memory.pressure", 1_000, 500);
        Signal signal = new Stall(Kind.MEMORY, root, () -> now);
        assertThat(signal.read().pressure()).isZero();
        later(Duration.ofSeconds(1));
        stalled("sys/fs/cgroup/app/memory.pressure", 2_000, 500);
        assertThat(signal.read().pressure()).isCloseTo(0.75, within(1e-9));
        stalled("sys/fs/cgroup/app/memory.pressure", 2_000, 1_000);
        assertThat(signal.read().pressure()).isCloseTo(0.92, within(1e-9));
        stalled("sys/fs/cgroup/app/memory.pressure", 12_000, 4_000);
        assertThat(signal.read().pressure()).isEqualTo(1);
        later(Duration.ofSeconds(11));
        assertThat(signal.read().pressure()).isZero();
    }

    @Test
    void thatSomeStallAllTheTimeRefusesNobody() throws IOException {
        stalled("proc/pressure/cpu", 0, 0);
        Signal signal = new Stall(Signals.CPU, root, () -> now);
        assertThat(signal.read().pressure()).isZero();
        stalled("proc/pressure/cpu", 10_000, 0);
        assertThat(signal.read().pressure()).isEqualTo(Demand.BUSY);
        assertThat(signal.read().says()).contains("proc/pressure/cpu");
    }

    @Test
    void whereNothingIsCountedThereIsNoPressure() throws IOException {
        assertThat(new Stall(Kind.MEMORY, root, () -> now).read()).isEqualTo(Signal.Reading.NONE);
        file("proc/pressure/memory", "nonsense\nsome total=x\n");
        assertThat(new Stall(Kind.MEMORY, root, () -> now).read()).isEqualTo(Signal.Reading.NONE);
        assertThat(new ContainerThreads(root).read()).isEqualTo(Signal.Reading.NONE);
        assertThat(new Throttling(root, () -> now).read()).isEqualTo(Signal.Reading.NONE);
    }
}
