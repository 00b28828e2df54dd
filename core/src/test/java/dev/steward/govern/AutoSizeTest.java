package dev.steward.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.govern.advice.Doubt;
import dev.steward.pool.Pool;
import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Usage;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class AutoSizeTest {
    private static final Kind SEATS = Kind.of("seats", "seats");
    private static final long TICK = Governor.TICK.toNanos();

    private final List<AutoSize.Change> changes = new ArrayList<>();
    private long now;

    private static Pool<Object> pool(int max) {
        return Pool.builder("chairs", Object::new).kind(SEATS).size(0, max).build();
    }

    /** For so long it was like this, as the governor would see it. */
    private void load(AutoSize size, Pool<Object> pool, Duration time, long demand) {
        for (long end = now + time.toNanos(); now < end; now += TICK) {
            long inUse = Math.min(demand, pool.mostSize());
            Usage usage = new Usage(SEATS, pool.mostSize(), inUse, 0, demand - inUse, 0, 0, 0);
            size.look(usage, now, true).ifPresent(change -> {
                changes.add(change);
                pool.resize(0, change.to());
            });
        }
    }

    @Test
    void itGrowsWithinSecondsWhenCallersWait() {
        try (Pool<Object> pool = pool(4)) {
            AutoSize size = new AutoSize(pool, 2, 20, now);
            load(size, pool, Duration.ofSeconds(2), 12);
            assertThat(pool.mostSize()).isGreaterThan(4);
            load(size, pool, Duration.ofSeconds(10), 12);
            assertThat(pool.mostSize()).isBetween(12, 20);
            assertThat(changes.get(0).reason())
                    .startsWith("somebody waited at ")
                    .contains("of 4 in use on average");
        }
    }

    @Test
    void itNeverLeavesItsBounds() {
        try (Pool<Object> pool = pool(4)) {
            AutoSize size = new AutoSize(pool, 3, 6, now);
            load(size, pool, Duration.ofMinutes(1), 100);
            assertThat(pool.mostSize()).isEqualTo(6);
            load(size, pool, Duration.ofHours(1), 0);
            assertThat(pool.mostSize()).isEqualTo(3);
        }
    }

    @Test
    void aSizeOutsideItsBoundsIsBroughtInside() {
        try (Pool<Object> pool = pool(40)) {
            load(new AutoSize(pool, 2, 20, now), pool, Duration.ofSeconds(1), 5);
            assertThat(pool.mostSize()).isEqualTo(20);
            assertThat(changes)
                    .singleElement()
                    .satisfies(change -> assertThat(change.reason()).isEqualTo("its size is to be from 2 to 20"));
        }
    }

    @Test
    void itShrinksSlowlyAndByAQuarterAtMost() {
        try (Pool<Object> pool = pool(16)) {
            AutoSize size = new AutoSize(pool, 2, 20, now);
            load(size, pool, Duration.ofMinutes(4), 4);
            assertThat(changes).isEmpty();
            load(size, pool, Duration.ofMinutes(2), 4);
            assertThat(pool.mostSize()).isEqualTo(12);
            load(size, pool, Duration.ofHours(1), 4);
            assertThat(pool.mostSize()).isEqualTo(6);
            assertThat(changes.get(0).reason())
                    .isEqualTo("nobody waited for 5 min 0 s, and at most 4 of 16 were in use");
        }
    }

    @Test
    void aLoadBetweenTheThresholdsChangesNothing() {
        try (Pool<Object> pool = pool(10)) {
            AutoSize size = new AutoSize(pool, 2, 20, now);
            load(size, pool, Duration.ofHours(2), 8);
            load(size, pool, Duration.ofHours(2), 10);
            assertThat(changes).isEmpty();
        }
    }

    @Test
    void aPeakIsNotForgottenWithinTheSpell() {
        try (Pool<Object> pool = pool(10)) {
            AutoSize size = new AutoSize(pool, 2, 20, now);
            for (int i = 0; i < 20; i++) {
                load(size, pool, Duration.ofMinutes(4), 1);
                load(size, pool, Duration.ofSeconds(1), 9);
            }
            assertThat(changes).isEmpty();
        }
    }

    @Test
    void aLoadThatComesAndGoesIsMetByOneSizeInTheEnd() {
        try (Pool<Object> pool = pool(10)) {
            AutoSize size = new AutoSize(pool, 2, 20, now);
            for (int i = 0; i < 48; i++) {
                load(size, pool, Duration.ofMinutes(10), 10);
                load(size, pool, Duration.ofMinutes(20), 2);
            }
            int inTheFirstHalf = changes.size();
            for (int i = 0; i < 48; i++) {
                load(size, pool, Duration.ofMinutes(10), 10);
                load(size, pool, Duration.ofMinutes(20), 2);
            }
            assertThat(changes).hasSize(inTheFirstHalf);
            assertThat(inTheFirstHalf).isLessThan(25);
        }
    }

    @Test
    void boundsThatContradictEachOtherAreRefused() {
        try (Pool<Object> pool = pool(4);
                Governor governor = new GovernorBuilder().build(List::of, List::of)) {
            assertThatThrownBy(() -> governor.autoSize(pool, 5, 4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("auto-sizing chairs: the bounds must be 1 <= min <= max, got 5 and 4");
        }
    }

    /** Runs a real pool of two that four threads want all the time, for as long as the check takes. */
    private static void withFourWhoWant(Pool<Object> pool, Runnable check) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    try (Lease<Object> lease = pool.acquire(Duration.ofMinutes(1))) {
                        assertThat(lease.isOpen()).isTrue();
                        done.await();
                    } catch (InterruptedException nobodyDoes) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            await().until(() -> pool.usage().waiting() == 2);
            check.run();
        } finally {
            done.countDown();
            threads.shutdown();
        }
    }

    @Test
    void aRealPoolGrowsAndTheActionSaysWhy() throws InterruptedException {
        try (Pool<Object> pool = pool(2);
                Governor governor = new GovernorBuilder().build(List::of, () -> List.of(pool))) {
            governor.autoSize(pool, 1, 8);
            governor.start();
            withFourWhoWant(pool, () -> await().until(() -> pool.usage().inUse() == 4));
            assertThat(governor.actions()).anySatisfy(action -> {
                assertThat(action.rung()).isEqualTo(Rung.CALM);
                assertThat(action.target()).isEqualTo("chairs");
                assertThat(action.did()).startsWith("resize from 2 to ");
                assertThat(action.reason()).startsWith("somebody waited at ");
            });
        }
    }

    private void nothingGrows(Governor governor, Pool<Object> pool) throws InterruptedException {
        governor.autoSize(pool, 1, 8);
        withFourWhoWant(pool, () -> {
            for (int i = 0; i < 100; i++) {
                governor.look();
            }
        });
        assertThat(pool.mostSize()).isEqualTo(2);
    }

    @Test
    void whatIsSuspectedToLeakDoesNotGrow() throws InterruptedException {
        Doubt doubt = new Doubt("chairs", Doubt.Sort.OVERDUE, SEATS, 1, "", Duration.ofMinutes(1), Instant.now(), true);
        try (Pool<Object> pool = pool(2);
                Governor governor = new GovernorBuilder().build(List::of, () -> List.of(pool), () -> List.of(doubt))) {
            nothingGrows(governor, pool);
        }
    }

    @Test
    void whatTheBudgetHasNoRoomForDoesNotGrow() throws InterruptedException {
        Budget budget = Budget.of(SEATS, "seats", 2);
        List<Budget> budgets = new CopyOnWriteArrayList<>(List.of(budget));
        try (Pool<Object> pool = Pool.builder("chairs", Object::new)
                        .kind(SEATS)
                        .size(0, 2)
                        .buildWithin(budget);
                Governor governor = new GovernorBuilder().build(() -> budgets, () -> List.of(pool))) {
            nothingGrows(governor, pool);
        }
    }

    @Test
    void aGovernorThatDoesNotRespondLeavesTheSizeAlone() throws InterruptedException {
        try (Pool<Object> pool = pool(2);
                Governor governor = new GovernorBuilder().responds(false).build(List::of, () -> List.of(pool))) {
            nothingGrows(governor, pool);
        }
    }
}
