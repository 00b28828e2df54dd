package dev.steward.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.govern.signal.Signal;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is not the governor's own may hang; it loses that one thing and nothing else. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(30)
class HangingHooksTest {
    private static final Kind SEATS = Kind.of("seats", "seats");
    private static final Kind TABLES = Kind.of("tables", "tables");

    private final List<Managed> managed = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile double pressure;
    private long now;

    /** Hangs in everything it is asked for until it is released. */
    private final Slow stuck = new Slow("stuck", SEATS, Duration.ZERO) {
        @Override
        public long reclaim(long amount) {
            hang();
            return super.reclaim(amount);
        }

        @Override
        public void restrain(double share) {
            hang();
            super.restrain(share);
        }
    };

    private final Slow other = new Slow("other", SEATS, Duration.ofMillis(1));
    private final Slow table = new Slow("table", TABLES, Duration.ofMillis(1));

    private void hang() {
        try {
            released.await();
        } catch (InterruptedException stop) {
            interrupted.countDown();
        }
    }

    private Signal signal(Kind kind) {
        return new Signal() {
            @Override
            public Kind kind() {
                return kind;
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
    }

    private Governor governor() {
        managed.addAll(List.of(stuck, other, table));
        return new GovernorBuilder()
                .signal(signal(SEATS))
                .signal(signal(TABLES))
                .clock(() -> now += Duration.ofMillis(100).toNanos())
                .build(List::of, () -> managed);
    }

    @Test
    void theOthersOfItsKindAndOtherKindsAreAskedAllTheSame() {
        try (Governor governor = governor()) {
            pressure = 0.95;
            for (int i = 0; i < 5; i++) {
                governor.look();
            }
            assertThat(other.restraint).isEqualTo(1);
            assertThat(other.idle).isLessThan(100);
            assertThat(table.restraint).isEqualTo(1);
            assertThat(table.idle).isLessThan(100);
            assertThat(stuck.idle).isEqualTo(100);
        }
    }

    @Test
    void afterItHasReturnedItIsLetGoLikeTheOthers() {
        try (Governor governor = governor()) {
            pressure = 0.95;
            governor.look();
            governor.look();
            assertThat(stuck.restraint).isZero();
            released.countDown();
            await().until(() -> {
                governor.look();
                return stuck.restraint == 1;
            });
            pressure = 0;
            await().until(() -> {
                governor.look();
                return stuck.restraint == 0 && other.restraint == 0;
            });
            assertThat(governor.actions())
                    .filteredOn(action -> action.target().equals("stuck"))
                    .extracting(Action::did)
                    .contains("hold back", "undo: let go again");
        }
    }

    @Test
    void cleaningUpByHandReportAndAdviceGoOn() {
        try (Governor governor = governor()) {
            pressure = 0.95;
            governor.look();
            governor.look();
            pressure = 0;
            assertThat(governor.emergencyCleanup()).extracting(Action::target).doesNotContain("stuck");
            assertThat(other.idle).isZero();
            assertThat(table.idle).isZero();
            assertThat(governor.page().pressures()).isNotEmpty();
            assertThat(governor.optimize(List.of())).isEmpty();
        }
    }

    @Test
    void whatIsGivenBackLateIsAnActionAllTheSame() {
        managed.add(stuck);
        try (Governor governor = new GovernorBuilder().build(List::of, () -> managed)) {
            Thread byHand = new Thread(governor::emergencyCleanup, "by-hand");
            byHand.start();
            await().until(() -> byHand.getState() == Thread.State.TIMED_WAITING);
            byHand.interrupt();
            released.countDown();
            await().untilAsserted(() ->
                    assertThat(governor.actions()).extracting(Action::freed).containsExactly(100L));
            await().until(() -> !byHand.isAlive());
        }
    }

    @Test
    void closingInterruptsWhatHangsAndEnds() throws InterruptedException {
        Governor governor = governor();
        pressure = 0.95;
        governor.look();
        governor.look();
        governor.close();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSignalThatHangsKeepsNobodyFromCleaningUpAndClosing() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        Signal blocking = new Signal() {
            @Override
            public Kind kind() {
                return SEATS;
            }

            @Override
            public String name() {
                return "blocks";
            }

            @Override
            public Reading read() {
                hangs.countDown();
                hang();
                return Reading.NONE;
            }
        };
        managed.add(other);
        Governor governor = new GovernorBuilder().signal(blocking).build(List::of, () -> managed);
        governor.start();
        assertThat(hangs.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(governor.emergencyCleanup()).extracting(Action::target).containsExactly("other");
        governor.close();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
