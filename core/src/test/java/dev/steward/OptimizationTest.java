package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.govern.Action;
import dev.steward.govern.GovernorBuilder;
import dev.steward.govern.Rung;
import dev.steward.govern.optimize.KindAverage;
import dev.steward.govern.optimize.Optimization;
import dev.steward.govern.optimize.Optimization.Measure;
import dev.steward.govern.optimize.OptimizationPolicy;
import dev.steward.memory.BufferPool;
import dev.steward.memory.MemoryReservation;
import dev.steward.memory.MemoryReservations;
import dev.steward.pool.Pool;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class OptimizationTest {
    private static Pool<Object> withIdle(Steward steward, int idle) {
        Pool<Object> pool = steward.manage(
                Pool.builder("orders", Object::new).kind(Kind.CONNECTIONS).size(1, 20));
        IntStream.range(0, idle).mapToObj(i -> pool.acquire()).toList().forEach(Lease::close);
        return pool;
    }

    @Test
    void connectionsThatAreLittleInUseShrinkToTwiceTheLoad() {
        try (Steward steward =
                Steward.builder().limit(Kind.MEMORY, Bytes.gib(1)).build()) {
            Pool<Object> orders = withIdle(steward, 10);
            List<Lease<Object>> held = List.of(orders.acquire(), orders.acquire());
            List<Action> done = steward.optimize();
            assertThat(done).singleElement().satisfies(action -> {
                assertThat(action.target()).isEqualTo("orders");
                assertThat(action.rung()).isEqualTo(Rung.CALM);
                assertThat(action.freed()).isEqualTo(6);
                assertThat(action.reason()).startsWith("connections in use at ").endsWith("shrink their pools");
            });
            assertThat(orders.usage().idle()).isEqualTo(2);
            assertThat(steward.governor().actions()).contains(done.get(0));
            held.forEach(Lease::close);
        }
    }

    @Test
    void connectionsThatAreInUseStay() {
        try (Steward steward = Steward.builder().optimization(onlyConnections()).build()) {
            Pool<Object> orders = withIdle(steward, 20);
            List<Lease<Object>> held =
                    IntStream.range(0, 10).mapToObj(i -> orders.acquire()).toList();
            assertThat(steward.optimize()).isEmpty();
            held.forEach(Lease::close);
        }
    }

    private static OptimizationPolicy onlyConnections() {
        return lately -> OptimizationPolicy.usual()
                .decide(lately.stream()
                        .filter(average -> average.kind().equals(Kind.CONNECTIONS))
                        .toList());
    }

    @Test
    void littleMemoryInUseTrimsBuffers() {
        try (Steward steward =
                Steward.builder().limit(Kind.MEMORY, Bytes.mib(256)).build()) {
            BufferPool pages = steward.manage(BufferPool.builder("pages"));
            IntStream.range(0, 200)
                    .mapToObj(i -> pages.acquire(64 * 1024))
                    .toList()
                    .forEach(Lease::close);
            long idle = pages.usage().idle();
            assertThat(steward.optimize())
                    .singleElement()
                    .satisfies(action -> assertThat(action.reason()).endsWith("below 50 %: trim what lies idle"));
            assertThat(pages.usage().idle()).isLessThan(idle).isPositive();
        }
    }

    @Test
    void muchMemoryInUseIsReclaimedAlsoFromWhatIsOfUse() {
        // Below what the governor calls pressure.
        try (Steward steward = Steward.builder()
                .limit(Kind.MEMORY, 1_000_000)
                .tick(Duration.ofMillis(10))
                .build()) {
            MemoryReservations sorts = steward.manage(MemoryReservations.blueprint("sorts"));
            try (MemoryReservation sort = sorts.reserve("sort", 730_000)) {
                sort.spillWith(wanted -> wanted);
                await().untilAsserted(() -> assertThat(steward.governor().actions())
                        .anySatisfy(action -> {
                            assertThat(action.rung()).isEqualTo(Rung.EVICT);
                            assertThat(action.freed()).isEqualTo(182_500);
                            assertThat(action.reason()).endsWith("above 70 %: reclaim");
                        }));
                assertThat(sort.bytes()).isLessThanOrEqualTo(547_500);
            }
        }
    }

    @Test
    void thePolicyCanBeReplacedAndSeesTheAverages() {
        List<KindAverage> seen = new CopyOnWriteArrayList<>();
        OptimizationPolicy all = lately -> {
            seen.addAll(lately);
            return List.of(new Optimization(Kind.CONNECTIONS, Measure.TRIM, "because I say so"));
        };
        try (Steward steward = Steward.builder().optimization(all).build()) {
            Pool<Object> orders = withIdle(steward, 10);
            assertThat(steward.optimize())
                    .singleElement()
                    .satisfies(action -> assertThat(action.reason()).isEqualTo("because I say so"));
            assertThat(orders.usage().idle()).isEqualTo(5);
            assertThat(seen).extracting(KindAverage::kind).contains(Kind.MEMORY);
        }
    }

    @Test
    void itRunsByItselfAfterEveryTenthSnapshotUnlessTheGovernorOnlyLooks() {
        AtomicInteger asked = new AtomicInteger();
        OptimizationPolicy counting = lately -> {
            assertThat(lately.get(0).snapshots()).isEqualTo(10);
            asked.incrementAndGet();
            return List.of();
        };
        try (Steward steward = Steward.builder()
                .tick(Duration.ofMillis(10))
                .optimization(counting)
                .build()) {
            await().until(() -> asked.get() >= 2);
            assertThat(steward.snapshots().size()).isGreaterThanOrEqualTo(20);
        }
        asked.set(0);
        try (Steward steward = Steward.builder()
                .tick(Duration.ofMillis(10))
                .governor(new GovernorBuilder().responds(false))
                .optimization(counting)
                .build()) {
            await().until(() -> steward.snapshots().size() > 20);
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void aPolicyThatFailsDoesNotEndTheSnapshots() {
        OptimizationPolicy broken = lately -> {
            throw new IllegalStateException("no idea");
        };
        try (Steward steward = Steward.builder()
                .tick(Duration.ofMillis(10))
                .optimization(broken)
                .build()) {
            await().until(() -> steward.snapshots().size() > 12);
        }
    }
}
