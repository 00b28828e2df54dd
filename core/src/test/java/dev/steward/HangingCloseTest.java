package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.pool.Pool;
import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.CloseReport;
import dev.steward.resource.ForwardingManaged;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A close that a program wrote may hang or fail; the others are closed all the same. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(30)
class HangingCloseTest {
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    private static Pool<String> pool(Steward steward, String name) {
        return steward.manage(Pool.builder(name, () -> name).size(0, 1));
    }

    /** A pool whose close does that first. */
    private static Blueprint<Managed> closing(String name, Function<Duration, CloseReport> first) {
        return new Blueprint<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Kind kind() {
                return Kind.CONNECTIONS;
            }

            @Override
            public Managed buildWithin(Budget budget) {
                Pool<String> inner =
                        Pool.builder(name, () -> name).kind(Kind.CONNECTIONS).buildWithin(budget);
                return new ForwardingManaged(inner) {
                    @Override
                    public CloseReport close(Duration deadline) {
                        try {
                            return first.apply(deadline);
                        } finally {
                            inner.close(deadline);
                        }
                    }
                };
            }
        };
    }

    /** Waits until it is released, whatever happens to its thread. */
    private CloseReport hang(Duration deadline) {
        hangs.countDown();
        boolean over = false;
        while (!over) {
            try {
                released.await();
                over = true;
            } catch (InterruptedException ignored) {
                interrupted.countDown();
            }
        }
        return new CloseReport("stuck", deadline, List.of(), List.of());
    }

    private static List<String> names(List<CloseReport> reports) {
        return reports.stream().map(CloseReport::name).toList();
    }

    private static CloseReport of(List<CloseReport> reports, String name) {
        return reports.stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCloseThatHangsIsNamedWithWhereItStandsAndTheOthersAreClosed() throws Exception {
        Steward steward = Steward.builder()
                .shutdownHook(false)
                .closeDeadline(Duration.ofMillis(100))
                .closeWithin(Duration.ofSeconds(1))
                .build();
        Pool<String> lower = pool(steward, "lower");
        Managed stuck = steward.manage(closing("stuck", this::hang));
        Pool<String> upper = pool(steward, "upper");
        try {
            long began = System.nanoTime();
            List<CloseReport> reports = steward.closeAll();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(names(reports)).containsExactly("upper", "stuck", "lower");
            assertThat(of(reports, "upper").isClean()).isTrue();
            assertThat(of(reports, "lower").isClean()).isTrue();
            assertThat(lower.isClosed()).isTrue();
            assertThat(upper.isClosed()).isTrue();
            assertThat(of(reports, "stuck").failures()).singleElement().satisfies(hanging -> {
                assertThat(hanging)
                        .hasMessageContaining("closing stuck has not returned within")
                        .hasMessageContaining("next:");
                assertThat(hanging.getStackTrace())
                        .extracting(StackTraceElement::getMethodName)
                        .contains("hang");
            });
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(steward.closeAll()).isSameAs(reports);
        } finally {
            released.countDown();
            await().until(stuck::isClosed);
        }
    }

    @Test
    void aCloseThatFailsIsNamedAndTheOthersAreClosed() {
        Steward steward = Steward.builder().shutdownHook(false).build();
        Pool<String> lower = pool(steward, "lower");
        steward.manage(closing("broken", deadline -> {
            throw new IllegalStateException("no");
        }));
        List<CloseReport> reports = steward.closeAll();
        assertThat(names(reports)).containsExactly("broken", "lower");
        assertThat(of(reports, "broken").failures()).singleElement().hasToString("java.lang.IllegalStateException: no");
        assertThat(lower.isClosed()).isTrue();
    }

    @Test
    void whenTheTimeForAllIsOverTheRestDoesNotWaitForLeases() {
        Steward steward = Steward.builder()
                .shutdownHook(false)
                .closeDeadline(Duration.ofMinutes(1))
                .closeWithin(Duration.ofMillis(50))
                .build();
        Lease<String> forgotten = pool(steward, "first").acquire();
        Lease<String> another = pool(steward, "second").acquire();
        List<CloseReport> reports = steward.closeAll();
        assertThat(reports).allSatisfy(report -> assertThat(report.stillHeld()).hasSize(1));
        assertThat(of(reports, "first").took()).isLessThan(Duration.ofSeconds(10));
        forgotten.close();
        another.close();
    }

    @Test
    void whoIsInterruptedClosesTheRestAtOnceAndStaysInterrupted() throws Exception {
        Steward steward = Steward.builder()
                .shutdownHook(false)
                .closeDeadline(Duration.ofMinutes(1))
                .closeWithin(Duration.ofMinutes(5))
                .build();
        Lease<String> last = pool(steward, "last").acquire();
        Lease<String> first = pool(steward, "first").acquire();
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        CompletableFuture<List<CloseReport>> reports = new CompletableFuture<>();
        Thread closer = new Thread(() -> {
            reports.complete(steward.closeAll());
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        closer.start();
        await().until(() -> steward.managed().stream().anyMatch(Managed::isClosed));
        closer.interrupt();
        assertThat(names(reports.get(20, TimeUnit.SECONDS))).containsExactly("first", "last");
        assertThat(stillInterrupted.get(10, TimeUnit.SECONDS)).isTrue();
        closer.join();
        first.close();
        last.close();
    }
}
