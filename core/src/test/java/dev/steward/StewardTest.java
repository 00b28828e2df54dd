package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.ledger.KnotPolicy;
import dev.steward.ledger.Ledger;
import dev.steward.monitor.Monitor;
import dev.steward.monitor.Snapshot;
import dev.steward.pool.Pool;
import dev.steward.pool.PoolBuilder;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.CloseReport;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class StewardTest {
    private static PoolBuilder<String> connections(String name) {
        return Pool.builder(name, () -> name).kind(Kind.CONNECTIONS).size(0, 5);
    }

    @Test
    void oneLimitBoundsAllPoolsOfAKind() {
        // This thread waits for what it holds itself, and is to find out by the timeout, not from the ledger.
        try (Steward steward = Steward.builder()
                .limit(Kind.CONNECTIONS, 3)
                .ledger(Ledger.builder().knots(KnotPolicy.OFF))
                .build()) {
            Pool<String> orders = steward.manage(connections("orders"));
            Pool<String> reports = steward.manage(connections("reports"));
            List<Lease<String>> held = List.of(orders.acquire(), orders.acquire(), reports.acquire());

            assertThatThrownBy(() -> reports.acquire(Duration.ofMillis(50)))
                    .isInstanceOf(ExhaustedException.class)
                    .hasMessageContaining("the budget has no room");
            assertThat(steward.budget(Kind.CONNECTIONS).used()).isEqualTo(3);
            assertThatThrownBy(() -> steward.budget(Kind.CONNECTIONS).reserve(1))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("orders 2 connections, reports 1 connections");
            held.forEach(Lease::close);
        }
    }

    @Test
    void whatWasClosedIsForgottenAndItsNameIsFreeAgain() {
        try (Steward steward = Steward.builder().build()) {
            for (int i = 0; i < 3; i++) {
                Pool<String> pool = steward.manage(connections("again"));
                pool.acquire().close();
                assertThat(steward.managed()).containsExactly(pool);
                pool.close(Duration.ofSeconds(5));
                assertThat(steward.managed()).isEmpty();
            }
        }
    }

    @Test
    void whatIsBeingClosedIsSeenAsLongAsSomebodyHoldsOfIt() throws Exception {
        try (Steward steward = Steward.builder().build()) {
            Pool<String> pool = steward.manage(connections("closing"));
            Lease<String> held = pool.acquire();
            CompletableFuture<CloseReport> closing =
                    CompletableFuture.supplyAsync(() -> pool.close(Duration.ofSeconds(10)));
            await().until(pool::isClosed);
            assertThat(steward.managed()).containsExactly(pool);
            assertThat(steward.report().holdings()).hasSize(1);
            held.close();
            assertThat(closing.get(10, TimeUnit.SECONDS).isClean()).isTrue();
            assertThat(steward.managed()).isEmpty();
        }
    }

    @Test
    void whatIsRegisteredIsBuiltOnceWhenFirstAskedFor() {
        AtomicInteger blueprints = new AtomicInteger();
        try (Steward steward = Steward.builder().build()) {
            steward.register("lazy", Pool.class, () -> {
                blueprints.incrementAndGet();
                return connections("lazy");
            });
            assertThat(blueprints).hasValue(0);
            assertThat(steward.get("lazy", Pool.class)).isSameAs(steward.get("lazy", Pool.class));
            assertThat(blueprints).hasValue(1);
        }
    }

    @Test
    void aNameIsTakenOnceAndAnUnknownOneSaysWhatThereIs() {
        try (Steward steward = Steward.builder().build()) {
            steward.manage(connections("orders"));
            assertThatThrownBy(() -> steward.manage(connections("orders")))
                    .hasMessageContaining("Pool \"orders\" already");
            assertThatThrownBy(() -> steward.get("order", Pool.class))
                    .hasMessageContaining("no Pool \"order\"")
                    .hasMessageContaining("Pool \"orders\"");
        }
    }

    @Test
    void closesInTheReverseOrderOfBuildingAndRefusesAfterwards() {
        Steward steward = Steward.builder().build();
        Pool<String> first = steward.manage(connections("first"));
        steward.manage(connections("second"));

        assertThat(steward.closeAll()).extracting(CloseReport::name).containsExactly("second", "first");
        assertThatThrownBy(first::acquire).isInstanceOf(ResourceClosedException.class);
        assertThatThrownBy(() -> steward.manage(connections("third"))).isInstanceOf(ResourceClosedException.class);
        steward.close();
    }

    @Test
    void snapshotsComeEveryTickAndAHundredAreKept() {
        try (Steward steward = Steward.builder().tick(Duration.ofMillis(10)).build()) {
            steward.manage(connections("orders"));
            await().until(() -> steward.snapshots().size() == Monitor.KEPT);
            Snapshot oldest = steward.snapshots().get(0);
            await().until(() -> !steward.snapshots().get(0).equals(oldest));
            assertThat(steward.snapshots()).hasSize(Monitor.KEPT);
            assertThat(steward.snapshots().get(Monitor.KEPT - 1).things())
                    .extracting(Snapshot.Thing::name)
                    .containsExactly("orders");
        }
    }

    @Test
    void theReportNamesHoldersInTextAndJson() {
        try (Steward steward = Steward.builder().limit(Kind.CONNECTIONS, 7).build()) {
            Pool<String> orders = steward.manage(connections("orders \"db\""));
            try (Lease<String> lease = orders.acquire()) {
                Report report = steward.report();
                assertThat(report.text())
                        .contains(
                                "orders \"db\"",
                                "held: ",
                                Thread.currentThread().getName());
                assertThat(report.json())
                        .contains("\"name\":\"orders \\\"db\\\"\"")
                        .contains("\"limit\":7")
                        .contains("\"holder\":\"" + Thread.currentThread().getName() + "\"");
                assertThat(lease.isOpen()).isTrue();
            }
        }
    }

    @Test
    void conflictingOptionsAreAllNamed() {
        assertThatThrownBy(() -> Steward.builder()
                        .limit(Kind.FILES, -1)
                        .tick(Duration.ofMillis(1))
                        .closeDeadline(Duration.ofSeconds(-1))
                        .build())
                .hasMessageContaining("limit of files")
                .hasMessageContaining("tick")
                .hasMessageContaining("closeDeadline");
    }
}
