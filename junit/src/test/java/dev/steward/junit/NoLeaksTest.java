package dev.steward.junit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.steward.Steward;
import dev.steward.pool.Pool;
import dev.steward.resource.Census;
import dev.steward.resource.Lease;
import dev.steward.resource.Loss;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Tests that leak are run inside tests that expect them to fail. */
class NoLeaksTest {
    @AfterEach
    void tidyUp() {
        Leaky.tidy.run();
        Leaky.tidy = () -> {};
    }

    private static String failureOf(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                .configurationParameter(NoLeaks.PATIENCE_MILLIS, "200")
                .selectors(selectMethod(Leaky.class, method))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(Event::getPayload)
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }

    @Test
    void aTestThatClosesWhatItAcquiresPasses() {
        assertThat(failureOf("closes")).isEmpty();
    }

    @Test
    void aLeaseThatComesBackInAMomentIsNoLeak() {
        assertThat(failureOf("closesInAMoment")).isEmpty();
    }

    @Test
    void aLeaseThatIsNotClosedFailsTheTestWithTheLineThatAcquiredIt() {
        assertThat(failureOf("forgetsToClose"))
                .contains(
                        "the test leaks 1 lease",
                        "orders, 1 objects",
                        "NoLeaksTest.java:",
                        "forgetsToClose",
                        "still held");
    }

    @Test
    void aLeaseThatWasCollectedFailsTheTest() {
        assertThat(failureOf("letsGo")).contains("orders", "forgotten without being closed", "NoLeaksTest.java:");
    }

    @Test
    void theLeaseOfAThreadThatHasEndedFailsTheTest() {
        assertThat(failureOf("leavesToADeadThread")).contains("orders", "its thread ended without closing it");
    }

    @Test
    void closingThePoolDoesNotHideTheLeak() {
        assertThat(failureOf("closesThePoolInstead")).contains("orders", "still held when its owner was closed");
    }

    @Test
    void managedByAStewardItIsTheSame() {
        assertThat(failureOf("leaksInASteward")).contains("orders", "NoLeaksTest.java:");
    }

    @Test
    void whatWasHeldBeforeIsNotTheTestsOwn() {
        Pool<String> pool = Pool.<String>builder("earlier", () -> "x").build();
        Lease<String> earlier = pool.acquire();
        assertThat(failureOf("closes")).isEmpty();
        earlier.close();
        pool.close();
    }

    @Test
    void aPatienceThatIsNoNumberIsAnError() {
        String failure = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                .configurationParameter(NoLeaks.PATIENCE_MILLIS, "soon")
                .selectors(selectMethod(Leaky.class, "closes"))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(Event::getPayload)
                .map(Object::toString)
                .findFirst()
                .orElse("");
        assertThat(failure).contains("steward.junit.patience-millis", "soon");
    }

    @Disabled("run by the tests above alone")
    @ExtendWith(NoLeaks.class)
    static class Leaky {
        static Runnable tidy = () -> {};

        private static Pool<String> orders() {
            return Pool.<String>builder("orders", () -> "x")
                    .tick(Duration.ofMillis(10))
                    .build();
        }

        @Test
        void closes() {
            try (Pool<String> pool = orders();
                    Lease<String> lease = pool.acquire()) {
                assertThat(lease.isOpen()).isTrue();
            }
        }

        @Test
        void closesInAMoment() {
            Pool<String> pool =
                    Pool.<String>builder("orders", () -> "x").sharedLeases().build();
            Lease<String> lease = pool.acquire();
            tidy = pool::close;
            CompletableFuture<?> unused =
                    CompletableFuture.runAsync(lease::close, CompletableFuture.delayedExecutor(20, MILLISECONDS));
        }

        @Test
        void forgetsToClose() {
            Pool<String> pool = orders();
            Lease<String> lease = pool.acquire();
            tidy = () -> {
                lease.close();
                pool.close();
            };
        }

        @Test
        void letsGo() {
            Pool<String> pool = orders();
            tidy = pool::close;
            acquireAndForget(pool);
            long before = losses();
            while (losses() == before) {
                System.gc();
            }
        }

        private static void acquireAndForget(Pool<String> pool) {
            assertThat(pool.acquire().get()).isEqualTo("x");
        }

        private static long losses() {
            return Census.losses().stream()
                    .filter(loss -> loss.cause() == Loss.Cause.UNREACHABLE)
                    .count();
        }

        @Test
        void leavesToADeadThread() throws InterruptedException {
            Pool<String> pool = orders();
            tidy = pool::close;
            Thread thread = new Thread(pool::acquire, "leaver");
            thread.start();
            thread.join();
            while (pool.statistics().orphaned() == 0) {
                Thread.onSpinWait();
            }
        }

        @Test
        void closesThePoolInstead() {
            Pool<String> pool = orders();
            Lease<String> lease = pool.acquire();
            assertThat(pool.close(Duration.ZERO).stillHeld()).hasSize(1);
            assertThat(lease.isOpen()).isFalse();
        }

        @Test
        void leaksInASteward() {
            Steward steward = Steward.builder()
                    .closeDeadline(Duration.ZERO)
                    .shutdownHook(false)
                    .build();
            Pool<String> pool = steward.manage(Pool.<String>builder("orders", () -> "x"));
            Lease<String> lease = pool.acquire();
            tidy = () -> {
                lease.close();
                steward.close();
            };
        }
    }
}
