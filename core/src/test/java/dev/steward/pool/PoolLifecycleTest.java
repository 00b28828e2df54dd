package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PoolLifecycleTest {
    private final Things things = new Things();

    private static List<Lease<Things.Thing>> acquire(Pool<Things.Thing> pool, int count) {
        List<Lease<Things.Thing>> leases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leases.add(pool.acquire());
        }
        return leases;
    }

    @Test
    void fillsUpToTheMinimumByItself() {
        try (Pool<Things.Thing> pool = things.pool().size(3, 5).build()) {
            await().until(() -> pool.statistics().idle() == 3);
        }
        assertThat(things.ended).hasValue(3);
    }

    @Test
    void whatIsIdleTooLongGoesDownToTheMinimum() {
        try (Pool<Things.Thing> pool =
                things.pool().size(2, 5).idleTimeout(Duration.ofMinutes(1)).build()) {
            acquire(pool, 5).forEach(Lease::close);
            await().until(() -> pool.statistics().idle() == 5);
            things.pass(pool, Duration.ofMinutes(2));
            await().until(() -> pool.statistics().size() == 2);
            things.pass(pool, Duration.ofMinutes(2));
            assertThat(pool.statistics().size()).isEqualTo(2);
        }
    }

    @Test
    void whatHasLivedLongEnoughIsReplacedAndWhatIsLeasedWhenItComesBack() {
        try (Pool<Things.Thing> pool =
                things.pool().size(1, 2).lifetime(Duration.ofMinutes(10)).build()) {
            Lease<Things.Thing> held = pool.acquire();
            things.pass(pool, Duration.ofMinutes(12));
            await().during(Duration.ofMillis(20)).until(() -> held.isOpen() && things.ended.get() == 0);
            held.close();
            await().until(() -> things.ended.get() == 1 && pool.statistics().idle() == 1);
        }
        assertThat(things.ended.get()).isEqualTo(things.made.get());
    }

    @Test
    void lifetimesOfThoseCreatedTogetherAreSpread() {
        try (Pool<Things.Thing> pool = things.pool()
                .size(0, 40)
                .lifetime(Duration.ofMinutes(10))
                .shrinks(false)
                .build()) {
            acquire(pool, 40).forEach(Lease::close);
            things.pass(pool, Duration.ofMinutes(10));
            await().until(() -> pool.statistics().size() < 40);
            await().during(Duration.ofMillis(30)).until(() -> pool.statistics().size() > 0);
            things.pass(pool, Duration.ofMinutes(2));
            await().until(() -> pool.statistics().size() == 0);
        }
    }

    @Test
    void whatWasIdleIsCheckedBeforeItIsLeasedAndReplacedIfItIsNotGood() {
        AtomicInteger checks = new AtomicInteger();
        try (Pool<Things.Thing> pool = things.pool()
                .size(0, 1)
                .checkAfterIdle(Duration.ofSeconds(1))
                .check(thing -> checks.incrementAndGet() > 1 || thing.number > 1)
                .build()) {
            pool.acquire().close();
            pool.acquire().close();
            assertThat(checks).as("used a moment ago").hasValue(0);

            await().until(() -> pool.statistics().idle() == 1);
            things.pass(pool, Duration.ofSeconds(2));
            assertThat(pool.tryAcquire()).as("not before it was checked").isEmpty();
            try (Lease<Things.Thing> lease = pool.acquire()) {
                assertThat(lease.get().number).isEqualTo(2);
            }
            assertThat(things.ended).hasValue(1);
        }
    }

    @Test
    void aCheckThatThrowsCountsAsNotGood() {
        try (Pool<Things.Thing> pool = things.pool()
                .size(1, 1)
                .checkAfterIdle(Duration.ofSeconds(1))
                .check(thing -> {
                    if (thing.number == 1) {
                        throw new IllegalStateException("gone");
                    }
                    return true;
                })
                .build()) {
            await().until(() -> pool.statistics().idle() == 1);
            things.pass(pool, Duration.ofSeconds(2));
            try (Lease<Things.Thing> lease = pool.acquire()) {
                assertThat(lease.get().number).isEqualTo(2);
            }
        }
    }

    @Test
    void aResetThatFailsMeansTheEndOfTheResource() {
        try (Pool<Things.Thing> pool = things.pool()
                .size(0, 1)
                .reset(thing -> {
                    if (thing.number == 1) {
                        throw new IllegalStateException("dirty for good");
                    }
                })
                .build()) {
            pool.acquire().close();
            try (Lease<Things.Thing> lease = pool.acquire()) {
                assertThat(lease.get().number).isEqualTo(2);
            }
            assertThat(things.ended).hasValue(1);
        }
    }

    @Test
    void aDestroyThatFailsFreesTheSlotAllTheSame() {
        Pool<String> pool = Pool.builder("stubborn", () -> "x")
                .size(0, 1)
                .destroy(x -> {
                    throw new IllegalStateException("will not go");
                })
                .build();
        pool.acquire().invalidate();
        pool.acquire().close();
        assertThat(pool.statistics().destroyed()).isEqualTo(1);
        assertThat(pool.close(Duration.ofSeconds(1)).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("will not go"));
    }

    @Test
    void theSizeNeverExceedsTheMaximumNotEvenWhileResourcesEnd() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 2).build()) {
            for (int i = 0; i < 200; i++) {
                pool.acquire().invalidate();
            }
        }
        assertThat(things.made.get()).isGreaterThanOrEqualTo(200);
        assertThat(things.mostAlive.get()).isLessThanOrEqualTo(2);
        assertThat(things.ended.get()).isEqualTo(things.made.get());
    }

    @Test
    void growsAndShrinksAtRunTimeWithoutDisturbingHolders() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 2).build()) {
            List<Lease<Things.Thing>> held = acquire(pool, 2);
            pool.resize(0, 6);
            held.addAll(acquire(pool, 4));
            pool.resize(1, 3);
            assertThat(held).allMatch(Lease::isOpen);
            held.forEach(Lease::close);
            await().until(() -> pool.statistics().size() == 3);
            assertThatThrownBy(() -> pool.resize(2, 1)).hasMessageContaining("min must be 0 or more and at most max");
            assertThatThrownBy(() -> pool.resize(0, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void evictingAllReplacesWhatIsIdleNowAndWhatIsLeasedLater() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 3).build()) {
            List<Lease<Things.Thing>> held = acquire(pool, 3);
            held.get(0).close();
            pool.evictAll();
            await().until(() -> things.ended.get() == 1);
            held.forEach(Lease::close);
            await().until(() -> things.ended.get() == 3);
            acquire(pool, 3).forEach(lease -> {
                assertThat(lease.get().number).isGreaterThan(3);
                lease.close();
            });
        }
    }

    @Test
    void reclaimingGivesBackWhatIsIdleAboveTheMinimum() {
        try (Pool<Things.Thing> pool = things.pool().size(1, 4).weight(10).build()) {
            List<Lease<Things.Thing>> held = acquire(pool, 4);
            assertThat(pool.reclaim(Long.MAX_VALUE)).isZero();
            held.subList(1, 4).forEach(Lease::close);
            assertThat(pool.reclaim(15)).isEqualTo(20);
            await().until(() -> pool.statistics().size() == 2);
            assertThat(pool.reclaim(Long.MAX_VALUE)).isEqualTo(10);
            await().until(() -> pool.budget().used() == 10);
            held.get(0).close();
        }
    }
}
