package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How resources whose lifetime is over make room for their successors. */
@ExtendWith(NothingLeftBehind.class)
class PoolSuccessionTest {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration LONGER = Duration.ofMinutes(12);

    private final Things things = new Things();

    /** Each creation takes one; what is left over lets the close at the end of a test through. */
    private final Semaphore mayBeCreated = new Semaphore(0);

    @AfterEach
    void nothingWentWrong() {
        assertThat(things.wrongs).isEmpty();
        assertThat(things.ended.get()).isEqualTo(things.made.get());
    }

    @Test
    void theSuccessorIsOpenedBeforeTheOldOneGoes() {
        try (Pool<Things.Thing> pool = gated().size(2, 3).build()) {
            open(pool, 2);

            things.pass(pool, LONGER);
            await().until(() -> mayBeCreated.hasQueuedThreads());
            assertThat(pool.statistics().idle())
                    .as("while the successor is being opened")
                    .isEqualTo(2);
            assertThat(things.ended).hasValue(0);

            mayBeCreated.release(2);
            await().until(() -> {
                pool.tick();
                return things.ended.get() == 2;
            });
            await().until(() -> pool.statistics().idle() == 2);
            assertThat(things.mostAlive.get()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void whatIsInUseIsReplacedWhenItComesBack() {
        try (Pool<Things.Thing> pool = gated().size(1, 2).build()) {
            mayBeCreated.release(1);
            Lease<Things.Thing> held = pool.acquire();

            things.pass(pool, LONGER);
            mayBeCreated.release(1);
            await().until(() -> pool.statistics().idle() == 1);
            assertThat(held.isOpen()).isTrue();
            assertThat(things.ended).hasValue(0);

            held.close();
            await().until(() -> things.ended.get() == 1);
            try (Lease<Things.Thing> next = pool.acquire(Duration.ZERO)) {
                assertThat(next.get().number).isEqualTo(2);
            }
        }
    }

    @Test
    void atItsMaximumThePoolGivesUpAFewAtATimeAndNeverExceedsIt() {
        try (Pool<Things.Thing> pool = gated().size(6, 6).concurrentCreations(2).build()) {
            open(pool, 6);

            things.pass(pool, LONGER);
            pool.tick();
            pool.tick();
            await().until(() -> things.ended.get() == 2);
            assertThat(pool.statistics().idle()).as("the others serve on").isEqualTo(4);

            mayBeCreated.release(6);
            await().until(() -> {
                pool.tick();
                return things.ended.get() == 6 && pool.statistics().idle() == 6;
            });
            assertThat(things.mostAlive).hasValue(6);
        }
    }

    @Test
    void theOldOnesServeOnWhileTheirSuccessorsCannotBeCreated() {
        AtomicBoolean down = new AtomicBoolean();
        try (Pool<Things.Thing> pool = Pool.builder("things", () -> {
                    if (down.get()) {
                        throw new IllegalStateException("the database is down");
                    }
                    return things.make();
                })
                .destroy(things::end)
                .tick(Duration.ofHours(1))
                .lifetime(LIFETIME)
                .ticker(things.nanos::get)
                .size(2, 3)
                .build()) {
            await().until(() -> pool.statistics().idle() == 2);
            down.set(true);

            things.pass(pool, LONGER);
            await().until(() -> pool.statistics().creationFailures() > 0);
            pool.tick();
            assertThat(pool.statistics().idle()).isEqualTo(2);

            down.set(false);
            await().until(() -> {
                pool.tick();
                return things.ended.get() == 2 && pool.statistics().idle() == 2;
            });
        }
    }

    @Test
    void everyResourceIsReplacedOnRequest() {
        try (Pool<Things.Thing> pool = gated().size(3, 4).build()) {
            open(pool, 3);
            Lease<Things.Thing> held = pool.acquire();
            mayBeCreated.release(3);

            pool.replaceAll();
            await().until(() -> {
                pool.tick();
                return things.ended.get() == 2;
            });
            held.close();
            await().until(() -> {
                pool.tick();
                return things.ended.get() == 3 && pool.statistics().idle() == 3;
            });
        }
    }

    private PoolBuilder<Things.Thing> gated() {
        return Pool.builder("things", () -> {
                    mayBeCreated.acquire();
                    return things.make();
                })
                .destroy(things::end)
                .tick(Duration.ofHours(1))
                .lifetime(LIFETIME)
                .ticker(things.nanos::get);
    }

    private void open(Pool<Things.Thing> pool, int count) {
        mayBeCreated.release(count);
        List<Lease<Things.Thing>> leases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leases.add(pool.acquire());
        }
        leases.forEach(Lease::close);
        await().until(() -> pool.statistics().idle() == count);
    }
}
