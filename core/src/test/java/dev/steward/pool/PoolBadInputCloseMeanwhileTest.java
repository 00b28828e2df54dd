package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.CloseReport;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool that is closed in the middle of anything refuses it by name, and still ends everything it ever made. */
@ExtendWith(NothingLeftBehind.class)
class PoolBadInputCloseMeanwhileTest {
    private static final Duration LONG = Callers.LONG;
    private static final int ROUNDS = 25;

    /** What two threads do again and again until they are refused. */
    enum Operation {
        ACQUIRE {
            @Override
            void on(Pool<Things.Thing> pool) {
                pool.acquire().close();
            }
        },
        ACQUIRE_AND_WAIT {
            @Override
            void on(Pool<Things.Thing> pool) {
                // More than one for each thread, so that each waits for the other most of the time.
                try (Lease<Things.Thing> first = pool.acquire(LONG);
                        Lease<Things.Thing> second = pool.acquire(Duration.ofMillis(1))) {
                    holdBoth(first, second);
                } catch (ExhaustedException mayBe) {
                    assertThat(mayBe.usage().inUse()).isLessThanOrEqualTo(2);
                }
            }
        },
        TRY_ACQUIRE {
            @Override
            void on(Pool<Things.Thing> pool) {
                pool.tryAcquire().ifPresent(Lease::close);
            }
        },
        ACQUIRE_ASYNC {
            @Override
            void on(Pool<Things.Thing> pool) {
                try {
                    pool.acquireAsync("request", LONG).join().close();
                } catch (CompletionException failed) {
                    throw failed.getCause() instanceof ResourceClosedException closed ? closed : failed;
                }
            }
        },
        CANCEL_REQUEST {
            @Override
            void on(Pool<Things.Thing> pool) {
                var request = pool.acquireAsync("request", LONG);
                if (!request.cancel(true)) {
                    try {
                        request.join().close();
                    } catch (CompletionException failed) {
                        throw failed.getCause() instanceof ResourceClosedException closed ? closed : failed;
                    }
                }
            }
        },
        INVALIDATE {
            @Override
            void on(Pool<Things.Thing> pool) {
                pool.acquire().invalidate();
            }
        },
        HAND_OVER {
            @Override
            void on(Pool<Things.Thing> pool) {
                pool.acquire().handOver("successor").close();
            }
        },
        RESIZE {
            @Override
            void on(Pool<Things.Thing> pool) {
                pool.resize(1, 1);
                pool.acquire().close();
                pool.resize(2, 2);
            }
        },
        EVICT_ALL {
            @Override
            void on(Pool<Things.Thing> pool) {
                pool.acquire().close();
                pool.evictAll();
            }
        },
        SUSPEND_AND_RESUME {
            @Override
            void on(Pool<Things.Thing> pool) {
                pool.suspend();
                pool.resume();
                pool.acquire().close();
            }
        },
        TICK {
            @Override
            void on(Pool<Things.Thing> pool) {
                pool.tick();
                pool.acquire().close();
            }
        },
        RECLAIM {
            @Override
            void on(Pool<Things.Thing> pool) {
                pool.acquire().close();
                pool.reclaim(Long.MAX_VALUE);
            }
        };

        abstract void on(Pool<Things.Thing> pool);

        private static void holdBoth(Lease<Things.Thing> first, Lease<Things.Thing> second) {
            for (Lease<Things.Thing> lease : List.of(first, second)) {
                lease.get().hold();
                lease.get().letGo();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeInTheMiddleOf(Operation operation) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Things things = new Things();
            Callers callers = new Callers();
            Pool<Things.Thing> pool =
                    things.pool().size(0, 2).reset(thing -> {}).build();
            AtomicInteger done = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            for (int i = 0; i < 2; i++) {
                callers.start(() -> {
                    try {
                        while (true) {
                            operation.on(pool);
                            done.incrementAndGet();
                        }
                    } catch (ResourceClosedException closed) {
                        assertThat(closed).hasMessageContaining("things: the pool is closed");
                        refused.incrementAndGet();
                    }
                });
            }
            int enough = 5 + 3 * round;
            await().until(() -> done.get() >= enough);
            CloseReport report = pool.close(LONG);
            callers.join();
            assertThat(report.isClean()).as(report.toString()).isTrue();
            assertThat(refused).hasValue(2);
            Hook.assertEverythingHasEnded(things, pool);
            assertThat(pool.statistics().inUse()).isZero();
            assertThat(pool.statistics().idle()).isZero();
            assertThat(pool.statistics().waiting()).isZero();
        }
    }
}
