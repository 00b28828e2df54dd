package dev.steward.pool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.resource.CloseReport;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A hook may call the pool that calls it: no lock is held meanwhile, so it gets an answer like anybody else. */
@ExtendWith(NothingLeftBehind.class)
class PoolBadInputCallingBackTest {
    private final Things things = new Things();
    private final Callers callers = new Callers();

    /** What a hook does with its own pool, and a lease of it that may be closed anywhere. */
    enum Call {
        ACQUIRE_AT_ONCE {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                pool.acquire(Duration.ZERO).close();
            }
        },
        ACQUIRE_SOON {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                pool.acquire(Duration.ofMillis(30)).close();
            }
        },
        TRY_ACQUIRE {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                pool.tryAcquire().ifPresent(Lease::close);
            }
        },
        REQUEST {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                var unused = pool.acquireAsync("request", Callers.LONG).thenAccept(Lease::close);
            }
        },
        LOOK {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                assertThat(pool.statistics().size()).isLessThanOrEqualTo(3);
                assertThat(pool.usage().inUse()).isLessThanOrEqualTo(3);
                assertThat(pool.holdings()).hasSizeLessThanOrEqualTo(3);
                assertThat(pool.waiting()).hasSizeLessThanOrEqualTo(2);
                assertThat(pool.advice()).isNotNull();
                assertThat(pool.toString()).contains("pool things");
            }
        },
        CLOSE_ANOTHER_LEASE {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                other.close();
            }
        },
        INVALIDATE_ANOTHER_LEASE {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                other.invalidate();
            }
        },
        RESIZE {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                pool.resize(0, 1);
                pool.resize(1, 3);
            }
        },
        EVICT_ALL {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                pool.evictAll();
            }
        },
        RECLAIM {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                pool.reclaim(Long.MAX_VALUE);
            }
        },
        SUSPEND_AND_RESUME {
            @Override
            void on(Pool<Things.Thing> pool, Lease<Things.Thing> other) {
                pool.suspend();
                pool.resume();
            }
        };

        abstract void on(Pool<Things.Thing> pool, Lease<Things.Thing> other);
    }

    static Stream<Arguments> hooksAndCalls() {
        return Stream.of(Hook.values()).flatMap(hook -> Stream.of(Call.values()).map(call -> Arguments.of(hook, call)));
    }

    @ParameterizedTest
    @MethodSource("hooksAndCalls")
    void aHookThatCallsItsPoolIsAnswered(Hook hook, Call call) {
        CompletableFuture<Pool<Things.Thing>> self = new CompletableFuture<>();
        CompletableFuture<Lease<Things.Thing>> another = new CompletableFuture<>();
        AtomicReference<Object> answer = new AtomicReference<>();
        // The creation of the other lease's resource comes first, and is let pass.
        AtomicBoolean armed = new AtomicBoolean();
        try (Pool<Things.Thing> pool = hook.misbehaving(things, Integer.MAX_VALUE, () -> {
                    if (armed.compareAndSet(true, false)) {
                        try {
                            call.on(self.join(), another.join());
                            answer.set("done");
                        } catch (ResourceException refused) {
                            answer.set(refused);
                        } catch (Throwable wrong) {
                            answer.set(wrong);
                            throw wrong;
                        }
                    }
                })
                .build()) {
            self.complete(pool);
            another.complete(pool.acquire(Callers.LONG).handOver("another"));
            armed.set(true);
            hook.provoke(things, pool, () -> answer.get() != null);
            assertThat(answer.get())
                    .satisfiesAnyOf(
                            done -> assertThat(done).isEqualTo("done"),
                            refused -> assertThat(refused).isInstanceOf(ResourceException.class));
            another.join().close();
            Hook.assertNoSlotIsLost(things, pool);
            assertThat(things.mostAlive.get()).isLessThanOrEqualTo(3);
        }
    }

    /** Close waits for what is created, checked, reset or destroyed, and so for its own caller: until the deadline. */
    @ParameterizedTest
    @EnumSource
    void aHookThatClosesItsPoolEndsItByTheDeadline(Hook hook) throws Exception {
        CompletableFuture<Pool<Things.Thing>> self = new CompletableFuture<>();
        CompletableFuture<CloseReport> report = new CompletableFuture<>();
        AtomicBoolean called = new AtomicBoolean();
        Pool<Things.Thing> pool = hook.misbehaving(things, 1, () -> {
                    called.set(true);
                    report.complete(self.join().close(Duration.ofMillis(20)));
                })
                .build();
        self.complete(pool);
        callers.start(() -> hook.provoke(things, pool, called::get));
        assertThat(report).succeedsWithin(Callers.LONG);
        callers.join();
        Hook.assertEverythingHasEnded(things, pool);
    }

    @Test
    void aDestroyThatClosesThePoolThatIsClosingDoesNotHang() {
        CompletableFuture<Pool<Things.Thing>> self = new CompletableFuture<>();
        Pool<Things.Thing> pool =
                Hook.DESTROY.misbehaving(things, 1, () -> self.join().close()).build();
        self.complete(pool);
        Hook.assertNoSlotIsLost(things, pool);
        CloseReport report = pool.close(Duration.ofMillis(20));
        assertThat(report.took()).isLessThan(Callers.LONG);
        Hook.assertEverythingHasEnded(things, pool);
    }

    @Test
    void aResetThatClosesItsOwnLeaseClosesItOnce() {
        AtomicReference<Lease<Things.Thing>> own = new AtomicReference<>();
        try (Pool<Things.Thing> pool = Hook.RESET
                .misbehaving(things, 1, () -> requireNonNull(own.get()).close())
                .build()) {
            Lease<Things.Thing> lease = pool.acquire(Callers.LONG);
            own.set(lease);
            lease.close();
            assertThat(pool.statistics().staleCloses()).isEqualTo(1);
            assertThat(pool.statistics().returned()).isEqualTo(1);
            Hook.assertNoSlotIsLost(things, pool);
            assertThat(things.made).hasValue(3);
        }
    }
}
