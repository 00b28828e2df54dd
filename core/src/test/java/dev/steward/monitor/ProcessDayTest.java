package dev.steward.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessDayTest {
    private static Snapshot at(long seconds, long heap, Duration processor, Duration io) {
        ProcessFigures figures = new ProcessFigures(
                heap,
                1_000,
                20,
                30,
                OptionalLong.empty(),
                7,
                OptionalLong.of(40),
                OptionalLong.empty(),
                Optional.of(processor),
                Optional.of(io),
                0,
                Duration.ZERO);
        return new Snapshot(Instant.ofEpochSecond(seconds), List.of(), List.of(), 50, figures);
    }

    @Test
    void aDayIsKeptInStretchesOfTenMinutes() {
        ProcessDay day = new ProcessDay();
        for (int i = 0; i <= 2 * 2_880; i++) {
            day.seen(at(30L * i, 100 + i % 2, Duration.ofSeconds(45L * i), Duration.ofSeconds(3L * i)));
        }
        List<ProcessStretch> stretches = day.stretches();
        assertThat(stretches).hasSize(144);
        ProcessStretch last = stretches.get(143);
        assertThat(last.length()).isEqualTo(Duration.ofMinutes(10));
        assertThat(last.snapshots()).isEqualTo(20);
        assertThat(last.heapUsed()).isCloseTo(100.5, within(1e-9));
        assertThat(last.mostHeapUsed()).isEqualTo(101);
        assertThat(last.processors()).isCloseTo(1.5, within(1e-9));
        assertThat(last.ioWait()).isCloseTo(0.1, within(1e-9));
        assertThat(last.openFiles()).isEqualTo(40);
        assertThat(last.cached()).isEqualTo(50);
    }

    @Test
    void manySnapshotsOfAStretchTakeNoMoreRoom() {
        ProcessDay day = new ProcessDay();
        Instant begin = Instant.ofEpochSecond(0);
        for (int i = 0; i < 50_000; i++) {
            Snapshot one = at(0, 100, Duration.ofMillis(10L * i), Duration.ZERO);
            day.seen(new Snapshot(begin.plusMillis(10L * i), List.of(), List.of(), 0, one.process()));
        }
        assertThat(day.stretches()).singleElement().satisfies(stretch -> {
            assertThat(stretch.snapshots()).isLessThanOrEqualTo(600);
            assertThat(stretch.length()).isEqualTo(Duration.ofMillis(499_990));
            assertThat(stretch.processors()).isCloseTo(1, within(1e-9));
        });
    }
}
