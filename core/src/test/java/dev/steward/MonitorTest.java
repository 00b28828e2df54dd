package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.govern.Level;
import dev.steward.memory.MemoryReservation;
import dev.steward.memory.MemoryReservations;
import dev.steward.monitor.ProcessFigures;
import dev.steward.monitor.Snapshot;
import dev.steward.pool.Pool;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import dev.steward.work.Batches;
import dev.steward.work.Brake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
