package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.steward.govern.Level;
import dev.steward.memory.MemoryReservation;
import dev.steward.memory.MemoryReservations;
import dev.steward.pool.Pool;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Batches;
import dev.steward.work.Brake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class MonitorTest {
    @Test
    void aSnapshotHasTheFiguresOfTheWholeProcess() {
        try (Steward steward = Steward.builder().build()) {
            MemoryReservations sorts = steward.manage(MemoryReservations.blueprint("sorts"));
            try (MemoryReservation sort = sorts.reserve("sort", 5_000)) {
                sort.spillWith(wanted -> 0);
                Snapshot now = steward.report().snapshot();
                assertThat(now.cached()).isEqualTo(5_000);
                ProcessFigures process = now.process();
                assertThat(process.heapUsed()).isPositive().isLessThanOrEqualTo(process.heapMax());
                assertThat(process.nonHeapUsed()).isPositive();
                assertThat(process.threads()).isPositive();
                assertThat(process.stacks().orElseThrow()).isGreaterThan(process.threads() * 100_000L);
                assertThat(process.processorTime().orElseThrow()).isPositive();
                assertThat(process.collectionTime()).isGreaterThanOrEqualTo(Duration.ZERO);
            }
            assertThat(steward.report().json())
                    .contains("\"cached\":0,\"process\":{\"heapUsed\":")
                    .contains("\"processorMillis\":")
                    .contains("\"collections\":")
                    .contains("\"stacks\":");
        }
    }

    @Test
    void theFirstSnapshotIsTakenAtOnce() {
        try (Steward steward = Steward.builder().build()) {
            await().until(() -> steward.snapshots().size() == 1);
        }
    }

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

    @Test
    void batchesBecomeSmallerWhenMemoryIsScarce() throws InterruptedException {
        try (Steward steward = Steward.builder().limit(Kind.MEMORY, 1_000_000).build()) {
            MemoryReservations pages = steward.manage(MemoryReservations.blueprint("pages"));
            List<Integer> sizes = new CopyOnWriteArrayList<>();
            try (MemoryReservation much = pages.reserve("much", 880_000)) {
                await().until(() -> steward.governor().pressure(Kind.MEMORY).level() == Level.HIGH);
                assertThat(much.bytes()).isEqualTo(880_000);
                Batches.of(IntStream.range(0, 200).iterator())
                        .size(64)
                        .brake(steward.brake())
                        .run(List::size, sizes::add);
            }
            assertThat(sizes.get(0)).isLessThan(64);
            assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
        }
    }

    @Test
    void connectionsInFullUseAreNoReasonToBrake() {
        try (Steward steward = Steward.builder().build()) {
            Pool<Object> orders = steward.manage(
                    Pool.builder("orders", Object::new).kind(Kind.CONNECTIONS).size(0, 4));
            List<Lease<Object>> held = new ArrayList<>();
            IntStream.range(0, 4).forEach(i -> held.add(orders.acquire()));
            await().until(() -> steward.governor().pressure(Kind.CONNECTIONS).level() == Level.HIGH);
            Brake brake = steward.brake();
            assertThat(brake.pressure())
                    .isEqualTo(steward.governor().pressure(Kind.MEMORY).value());
            held.forEach(Lease::close);
        }
    }
}
