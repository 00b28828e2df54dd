package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The four places at which a pool calls its user, and how each is made to go wrong. */
enum Hook {
    CREATE,
    CHECK,
    RESET,
    DESTROY;

    /** What a hook does beside its work. */
    @FunctionalInterface
    interface Mischief {
        void run() throws Exception;
    }

    /** A pool of up to three things in which this hook misbehaves so many times, and does its work all the same. */
    PoolBuilder<Things.Thing> misbehaving(Things things, int times, Mischief mischief) {
        AtomicInteger left = new AtomicInteger(times);
        Mischief limited = () -> {
            if (left.getAndDecrement() > 0) {
                mischief.run();
            }
        };
        return Pool.builder("things", () -> {
                    CREATE.runIf(this, limited);
                    return things.make();
                })
                .check(thing -> {
                    CHECK.runIf(this, limited);
                    return true;
                })
                .reset(thing -> RESET.runIf(this, limited))
                .destroy(thing -> {
                    try {
                        DESTROY.runIf(this, limited);
                    } finally {
                        things.end(thing);
                    }
                })
                .size(0, 3)
                .tick(Duration.ofHours(1))
                .lifetime(Duration.ofDays(1_000))
                .checkAfterIdle(Duration.ofSeconds(1))
                .ticker(things.nanos::get);
    }

    private void runIf(Hook misbehaving, Mischief mischief) throws Exception {
        if (this == misbehaving) {
            mischief.run();
        }
    }

    /** Has the pool call this hook, the reset on this thread and the others in the background, and waits until it has. */
    void provoke(Things things, Pool<Things.Thing> pool, BooleanSupplier called) {
        if (this != CREATE) {
            Lease<Things.Thing> lease = pool.acquire(Callers.LONG);
            if (this == DESTROY) {
                lease.invalidate();
            } else {
                lease.close();
            }
        }
        if (this == CHECK) {
            things.pass(pool, Duration.ofSeconds(2));
        }
        await().until(() -> {
            if (!called.getAsBoolean() && (this == CREATE || this == CHECK)) {
                askFor(pool);
            }
            return called.getAsBoolean();
        });
    }

    /** Without waiting; the hook may close the pool meanwhile. */
    private static void askFor(Pool<Things.Thing> pool) {
        try {
            pool.tryAcquire().ifPresent(Lease::close);
        } catch (ResourceClosedException closed) {
            assertThat(pool.isClosed()).isTrue();
        }
    }

    /** Leases as many as the pool may have, all at once: none is lost, none is too many, and the books agree. */
    static void assertNoSlotIsLost(Things things, Pool<Things.Thing> pool) {
        int max = pool.statistics().max();
        List<Lease<Things.Thing>> leases = new ArrayList<>();
        for (int i = 0; i < max; i++) {
            leases.add(pool.acquire(Callers.LONG));
            leases.get(i).get().hold();
        }
        assertThat(pool.statistics().inUse()).isEqualTo(max);
        assertThat(pool.statistics().size()).isEqualTo(max);
        assertThat(pool.holdings()).hasSize(max);
        assertThat(pool.budget().used()).isEqualTo(max);
        for (Lease<Things.Thing> lease : leases) {
            lease.get().letGo();
            lease.close();
        }
        await().untilAsserted(() -> {
            assertThat(pool.statistics().inUse()).isZero();
            assertThat(pool.statistics().waiting()).isZero();
            assertThat(pool.statistics().idle()).isEqualTo(pool.statistics().size());
        });
        assertThat(things.wrongs).isEmpty();
    }

    /** After its close: all that was made has ended, and nothing of the budget is in use. */
    static void assertEverythingHasEnded(Things things, Pool<Things.Thing> pool) {
        await().untilAsserted(() -> {
            assertThat(pool.isClosed()).isTrue();
            assertThat(pool.statistics().size()).isZero();
            assertThat(pool.budget().used()).isZero();
            assertThat(things.ended).hasValue(things.made.get());
        });
        assertThat(pool.waiting()).isEmpty();
        assertThat(things.wrongs).isEmpty();
    }
}
