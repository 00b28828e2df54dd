package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PoolControlTest {
    private final Things things = new Things();

    @Test
    void overflowServesOneLeaseEachAndEnds() {
        try (Pool<Things.Thing> pool = things.pool().size(0, 1).overflow(2).build()) {
            List<Lease<Things.Thing>> held = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                held.add(pool.acquire());
            }
            assertThat(pool.statistics().size()).isEqualTo(3);
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(20))).isInstanceOf(ExhaustedException.class);
            held.forEach(Lease::close);
            await().until(() -> pool.statistics().size() == 1 && things.ended.get() == 2);
        }
    }

    @Test
    void aSuspendedPoolMakesCallersWaitAndServesThemWhenItResumes() throws Exception {
        try (Pool<Things.Thing> pool = things.pool().size(0, 2).build()) {
            Lease<Things.Thing> held = pool.acquire();
            pool.suspend();
            assertThat(pool.tryAcquire()).isEmpty();
            Thread waiter = new Thread(() -> pool.acquire().close());
            waiter.start();
            await().until(() -> pool.statistics().waiting() == 1);
            held.close();
            await().during(Duration.ofMillis(30)).until(() -> pool.statistics().waiting() == 1);
            assertThatThrownBy(() -> pool.acquire(Duration.ofMillis(20)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("the pool is suspended");

            pool.resume();
            waiter.join();
            pool.acquire().close();
            assertThat(pool.statistics().inUse()).isZero();
        }
    }

    @Test
    void aSuspendedPoolCanBeClosed() {
        Pool<Things.Thing> pool = things.pool().size(1, 1).build();
        await().until(() -> pool.statistics().idle() == 1);
        pool.suspend();
        assertThat(pool.close(Duration.ofSeconds(5)).isClean()).isTrue();
        pool.resume();
        assertThatThrownBy(pool::acquire).hasMessageContaining("closed");
    }

    @Test
    void keepaliveFindsWhatHasDiedWhileItWasIdleAndReplacesIt() {
        AtomicInteger checks = new AtomicInteger();
        try (Pool<Things.Thing> pool = things.pool()
                .size(2, 2)
                .keepalive(Duration.ofMinutes(1))
                .check(thing -> checks.incrementAndGet() > 0 && thing.number != 1)
                .build()) {
            await().until(() -> pool.statistics().idle() == 2);
            things.pass(pool, Duration.ofSeconds(61));
            await().until(() -> things.ended.get() == 1 && pool.statistics().idle() == 2);
            int soFar = checks.get();
            await().during(Duration.ofMillis(30)).until(() -> checks.get() == soFar);
            things.pass(pool, Duration.ofSeconds(61));
            await().until(() -> checks.get() > soFar);
        }
    }

    @Test
    void idleResourcesEndDownToTwiceWhatIsInUse() {
        try (Pool<Things.Thing> pool =
                things.pool().size(1, 10).idleTimeout(Duration.ofMinutes(1)).build()) {
            List<Lease<Things.Thing>> held = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                held.add(pool.acquire());
            }
            held.subList(2, 10).forEach(Lease::close);
            await().until(() -> pool.statistics().idle() == 8);
            things.pass(pool, Duration.ofMinutes(2));
            await().until(() -> pool.statistics().size() == 4);
            await().during(Duration.ofMillis(30)).until(() -> pool.statistics().size() == 4);
            held.subList(0, 2).forEach(Lease::close);
            await().until(() -> pool.statistics().inUse() == 0);
            things.pass(pool, Duration.ofMinutes(2));
            await().until(() -> pool.statistics().size() == 1);
        }
    }

    @Test
    void aPoolMayRefuseToShrink() {
        try (Pool<Things.Thing> pool = things.pool()
                .size(0, 4)
                .idleTimeout(Duration.ofMinutes(1))
                .shrinks(false)
                .build()) {
            Lease<Things.Thing> first = pool.acquire();
            pool.acquire().close();
            first.close();
            things.pass(pool, Duration.ofMinutes(5));
            assertThat(pool.statistics().size()).isEqualTo(2);
        }
    }

    @Test
    void holdTimesAreKnownFromASample() {
        try (Pool<Things.Thing> pool = things.pool().build()) {
            pool.acquire().close();
            assertThat(pool.statistics().holdMedian()).isPositive();
        }
    }

    @Test
    void ofALeaseThatIsShortTheNextIsNotTimedUntilTheTick() {
        Duration hold = Duration.ofMillis(30);
        try (Pool<Things.Thing> pool = things.pool().size(1, 1).build()) {
            // Not at once: what is leased for the first time may take long for want of compiled code.
            Slot<Things.Thing> slot = pool.population().slots()[0];
            await().until(() -> {
                pool.acquire().close();
                return slot.state() == Slot.IDLE;
            });
            holdFor(pool, hold);
            assertThat(pool.statistics().holdP99()).isLessThan(hold);

            pool.tick();
            holdFor(pool, hold);
            assertThat(pool.statistics().holdP99()).isGreaterThanOrEqualTo(hold);
        }
    }

    private static void holdFor(Pool<Things.Thing> pool, Duration time) {
        try (Lease<Things.Thing> lease = pool.acquire()) {
            long began = System.nanoTime();
            while (System.nanoTime() - began < time.toNanos()) {
                lease.get().hold();
                lease.get().letGo();
            }
        }
    }

    @Test
    void anIdleSlotForgetsAThreadThatHasEnded() throws InterruptedException {
        try (Pool<Things.Thing> pool = things.pool().size(1, 1).build()) {
            Thread thread = new Thread(() -> pool.acquire().close());
            thread.start();
            thread.join();
            Slot<Things.Thing> slot = pool.population().slots()[0];
            assertThat(slot.observedHolder()).isSameAs(thread);
            pool.tick();
            assertThat(slot.observedHolder()).isNull();
        }
    }
}
