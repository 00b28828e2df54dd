package dev.steward.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.govern.signal.Signal;
import dev.steward.pool.Pool;
import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.resource.Revocable;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class GovernorTest {
    private static final Kind SEATS = Kind.of("seats", "seats");

    private final List<Managed> managed = new CopyOnWriteArrayList<>();
    private final List<Budget> budgets = new CopyOnWriteArrayList<>();
    private double pressure;

    private final Signal signal = new Signal() {
        @Override
        public Kind kind() {
            return SEATS;
        }

        @Override
        public String name() {
            return "the test";
        }

        @Override
        public Reading read() {
            return new Reading(pressure, "so it says");
        }
    };

    /** Looks by hand, so that nothing depends on time. */
    private Governor governor() {
        return new GovernorBuilder().signal(signal).build(() -> budgets, () -> managed);
    }

    private static void twoLooks(Governor governor) {
        governor.look();
        governor.look();
    }

    private static Pool<Object> poolWithIdle(String name, int idle) {
        Pool<Object> pool =
                Pool.builder(name, Object::new).kind(SEATS).size(0, 20).build();
        IntStream.range(0, idle).mapToObj(i -> pool.acquire()).toList().forEach(Lease::close);
        return pool;
    }

    @Test
    void nothingIsDoneInCalm() {
        try (Pool<Object> pool = poolWithIdle("chairs", 10);
                Governor governor = governor()) {
            managed.add(pool);
            twoLooks(governor);
            assertThat(governor.pressure(SEATS).level()).isEqualTo(Level.CALM);
            assertThat(governor.actions()).isEmpty();
            assertThat(pool.usage().idle()).isEqualTo(10);
        }
    }

    @Test
    void theMoreSevereThePressureTheMoreOfWhatIsIdleGoes() {
        try (Pool<Object> pool = poolWithIdle("chairs", 10);
                Governor governor = governor()) {
            managed.add(pool);
            pressure = 0.80;
            twoLooks(governor);
            assertThat(governor.pressure(SEATS).level()).isEqualTo(Level.ELEVATED);
            assertThat(pool.usage().idle()).isBetween(1L, 6L);
            pressure = 0.99;
            twoLooks(governor);
            assertThat(pool.usage().idle()).isZero();
            assertThat(governor.actions())
                    .filteredOn(action -> action.freed() > 0)
                    .extracting(Action::rung)
                    .containsExactly(Rung.TRIM, Rung.EMERGENCY);
        }
    }

    @Test
    void leasesAndMinimumAreNeverTouched() {
        try (Pool<Object> pool = Pool.builder("chairs", Object::new)
                        .kind(SEATS)
                        .size(3, 20)
                        .build();
                Governor governor = governor()) {
            managed.add(pool);
            List<Lease<Object>> held = new ArrayList<>();
            IntStream.range(0, 8).forEach(i -> held.add(pool.acquire()));
            pressure = 1;
            twoLooks(governor);
            assertThat(pool.usage().inUse()).isEqualTo(8);
            held.forEach(Lease::close);
            governor.emergencyCleanup();
            assertThat(pool.usage().idle()).isEqualTo(3);
        }
    }

    @Test
    void theCheapestToRebuildGoesFirst() {
        Slow dear = new Slow("dear", SEATS, Duration.ofSeconds(1));
        Slow cheap = new Slow("cheap", SEATS, Duration.ofMillis(1));
        try (Governor governor = governor()) {
            managed.add(dear);
            managed.add(cheap);
            pressure = 0.80;
            twoLooks(governor);
            assertThat(governor.actions())
                    .filteredOn(action -> action.freed() > 0)
                    .extracting(Action::target)
                    .first()
                    .isEqualTo("cheap");
            assertThat(dear.idle).isEqualTo(100);
            assertThat(governor.actions().get(governor.actions().size() - 1).rebuildCost())
                    .isEqualTo(Duration.ofMillis(1));
        }
    }

    @Test
    void lightPressureLeavesCachesAlone() {
        Slow cache = new Slow("cache", SEATS, Duration.ZERO) {
            @Override
            public boolean isIdleUseful() {
                return true;
            }
        };
        try (Governor governor = governor()) {
            managed.add(cache);
            pressure = 0.80;
            twoLooks(governor);
            assertThat(cache.idle).isEqualTo(100);
            assertThat(cache.restraint).isZero();
            pressure = 0.88;
            twoLooks(governor);
            assertThat(cache.idle).isLessThan(100);
            assertThat(cache.restraint).isPositive();
        }
    }

    @Test
    void whatWasHeldBackIsLetGoWhenCalmReturns() {
        Slow thing = new Slow("thing", SEATS, Duration.ZERO);
        long[] now = new long[1];
        try (Governor governor = new GovernorBuilder()
                .signal(signal)
                .clock(() -> now[0] += Duration.ofMillis(250).toNanos())
                .build(() -> budgets, () -> managed)) {
            managed.add(thing);
            pressure = 0.95;
            twoLooks(governor);
            assertThat(thing.restraint).isEqualTo(1);
            pressure = 0;
            IntStream.range(0, 40).forEach(look -> governor.look());
            assertThat(thing.restraint).isZero();
            assertThat(governor.actions().get(governor.actions().size() - 1).did())
                    .startsWith("undo");
        }
    }

    @Test
    void closingLetsGoToo() {
        Slow thing = new Slow("thing", SEATS, Duration.ZERO);
        Governor governor = governor();
        managed.add(thing);
        pressure = 0.95;
        twoLooks(governor);
        governor.close();
        assertThat(thing.restraint).isZero();
    }

    @Test
    void oneThingThatFailsKeepsNobodyFromTheOthers() {
        Slow broken = new Slow("broken", SEATS, Duration.ZERO) {
            @Override
            public long reclaim(long amount) {
                throw new IllegalStateException("stuck");
            }

            @Override
            public void restrain(double share) {
                throw new IllegalStateException("stuck");
            }
        };
        Slow sound = new Slow("sound", SEATS, Duration.ofMillis(1));
        try (Governor governor = governor()) {
            managed.add(broken);
            managed.add(sound);
            pressure = 0.99;
            twoLooks(governor);
            assertThat(sound.idle).isZero();
        }
    }

    @Test
    void whatIsRevocableIsTakenBackWhenIdleThingsAreNotEnough() {
        Budget budget = Budget.of(SEATS, "seats", 100);
        budgets.add(budget);
        budget.reserve(90);
        Revocable sort = new Revocable() {
            @Override
            public long revocable() {
                return budget.used();
            }

            @Override
            public long revoke(long amount) {
                long given = Math.min(amount, budget.used());
                budget.release(given);
                return given;
            }
        };
        try (Revocable.Registration registered = budget.register(sort);
                Governor governor = governor()) {
            assertThat(registered).isNotNull();
            pressure = 0.80;
            twoLooks(governor);
            assertThat(budget.used()).isEqualTo(90);
            pressure = 0.90;
            twoLooks(governor);
            assertThat(budget.used()).isEqualTo(65);
            assertThat(governor.actions())
                    .anySatisfy(action -> assertThat(action.target()).isEqualTo("seats"));
        }
        budget.release(65);
    }

    @Test
    void aGovernorThatDoesNotRespondStillLooks() {
        Slow thing = new Slow("thing", SEATS, Duration.ZERO);
        try (Governor governor =
                new GovernorBuilder().signal(signal).responds(false).build(() -> budgets, () -> managed)) {
            managed.add(thing);
            pressure = 0.99;
            twoLooks(governor);
            assertThat(governor.level()).isEqualTo(Level.EMERGENCY);
            assertThat(thing.idle).isEqualTo(100);
            assertThat(governor.actions()).isEmpty();
        }
    }

    @Test
    void anAllocationStormIsMetBeforeTheBudgetIsFull() throws InterruptedException {
        Budget memory = Budget.of(Kind.MEMORY, "memory", 1_000_000);
        budgets.add(memory);
        CountDownLatch acted = new CountDownLatch(1);
        Slow spare = new Slow("spare", Kind.MEMORY, Duration.ZERO) {
            @Override
            public long reclaim(long amount) {
                acted.countDown();
                return super.reclaim(amount);
            }
        };
        managed.add(spare);
        try (Governor governor = new GovernorBuilder().build(() -> budgets, () -> managed)) {
            governor.start();
            for (int i = 0; i < 95; i++) {
                memory.reserve(10_000);
            }
            acted.await();
            assertThat(governor.pressure(Kind.MEMORY).level()).isNotEqualTo(Level.CALM);
        }
        memory.release(950_000);
    }

    @Test
    void anAlertIsRaisedOnceEscalatesAndEnds() {
        List<Alert> told = new CopyOnWriteArrayList<>();
        try (Governor governor = new GovernorBuilder()
                .signal(signal)
                .listener(alert -> addIfOurs(told, alert))
                .build(() -> budgets, () -> managed)) {
            for (double value : new double[] {0.5, 0.81, 0.79, 0.82, 0.81, 0.91, 0.92, 0.6}) {
                pressure = value;
                governor.look();
            }
            await().untilAsserted(() -> assertThat(told).hasSize(3));
            assertThat(governor.alerts())
                    .filteredOn(alert -> alert.kind().equals(SEATS))
                    .hasSize(1);
            Alert alert = told.get(2);
            assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
            assertThat(alert.value()).isEqualTo(0.92);
            assertThat(alert.end()).isPresent();
        }
    }

    /** The machine that runs the tests has pressures of its own. */
    private static void addIfOurs(List<Alert> told, Alert alert) {
        if (alert.kind().equals(SEATS)) {
            told.add(alert);
        }
    }

    @Test
    void aListenerThatHangsStallsNobody() {
        CountDownLatch never = new CountDownLatch(1);
        List<Alert> told = new CopyOnWriteArrayList<>();
        try (Governor governor = new GovernorBuilder()
                .signal(signal)
                .listener(alert -> never.await())
                .listener(told::add)
                .build(() -> budgets, () -> managed)) {
            for (int i = 0; i < 300; i++) {
                pressure = i % 2 == 0 ? 0.95 : 0.1;
                governor.look();
            }
            await().untilAsserted(() -> assertThat(told).hasSizeGreaterThanOrEqualTo(100));
            assertThat(governor.alerts()).hasSizeGreaterThanOrEqualTo(150);
        }
    }

    @Test
    void thresholdsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> new GovernorBuilder().alertAt(0.9, 0.8).build(() -> budgets, () -> managed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alertAt: must be two shares, 0 < warn < critical <= 1, got 0.9 and 0.8");
    }
}
