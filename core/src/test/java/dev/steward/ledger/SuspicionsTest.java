package dev.steward.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.steward.Steward;
import dev.steward.pool.Pool;
import dev.steward.pool.PoolBuilder;
import dev.steward.resource.ForwardingManaged;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Loss;
import dev.steward.resource.Managed;
import dev.steward.resource.Tracing;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class SuspicionsTest {
    private static final Duration TICK = Duration.ofMillis(10);

    private static Steward stewardWith(LedgerBuilder ledger) {
        return Steward.builder()
                .ledger(ledger.tick(TICK))
                .closeDeadline(Duration.ofMillis(100))
                .shutdownHook(false)
                .build();
    }

    private static PoolBuilder<String> things(String name) {
        return Pool.<String>builder(name, () -> name)
                .kind(Kind.CONNECTIONS)
                .size(0, 4)
                .tick(TICK);
    }

    private static Suspicion awaitSuspicion(Steward steward, Verdict verdict) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            if (verdict == Verdict.UNREACHABLE) {
                System.gc();
            }
            return steward.ledger().history().stream().anyMatch(each -> each.verdict() == verdict);
        });
        return steward.ledger().history().stream()
                .filter(each -> each.verdict() == verdict)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOverdueLeaseIsReportedOnceWithItsSiteAndWhereItsHolderIsAndClearedWhenItComesBack() throws Exception {
        try (Steward steward = stewardWith(Ledger.builder()
                        .overdueAfter("slow", Duration.ofMillis(50))
                        .tracing(Tracing.ALL));
                Crowd crowd = new Crowd()) {
            Pool<String> pool = steward.manage(things("slow"));
            crowd.start("holder", () -> {
                try (Lease<String> lease = pool.acquire()) {
                    assertThat(lease.isOpen()).isTrue();
                    crowd.awaitGo();
                }
            });
            Suspicion suspicion = awaitSuspicion(steward, Verdict.LONG_HOLD);
            assertThat(suspicion.owner()).isEqualTo("slow");
            assertThat(suspicion.holder()).isEqualTo("holder");
            assertThat(suspicion.heldFor()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
            assertThat(suspicion.site()).asString().contains("SuspicionsTest");
            assertThat(suspicion.stack()).anyMatch(call -> call.getMethodName().equals("awaitGo"));
            assertThat(suspicion.toString()).contains("overdue", "holder", "acquired at", "now at");
            assertThat(steward.report().json()).contains("\"suspicions\":[{\"kind\":\"LONG_HOLD\"");

            crowd.go.countDown();
            await().until(() -> steward.ledger().suspicions().isEmpty());
            assertThat(steward.ledger().history())
                    .singleElement()
                    .satisfies(cleared -> assertThat(cleared.outcome()).contains("came back"));
            assertThat(steward.ledger().counts()).containsEntry(Verdict.LONG_HOLD, 1L);
        }
    }

    @Test
    void aLeaseIsReportedWithinTwoTicksOfBecomingOverdue() {
        Duration limit = Duration.ofMillis(300);
        Duration tick = Duration.ofMillis(100);
        try (Steward steward = Steward.builder()
                .ledger(Ledger.builder().tick(tick).overdueAfter(limit).tracing(Tracing.ALL))
                .build()) {
            Pool<String> pool = steward.manage(things("timely").tick(tick));
            long began = System.nanoTime();
            try (Lease<String> lease = pool.acquire()) {
                assertThat(lease.isOpen()).isTrue();
                Suspicion suspicion = awaitSuspicion(steward, Verdict.LONG_HOLD);
                // The limit, two ticks, and what a busy machine takes to run a thread that is due.
                assertThat(suspicion.heldFor())
                        .isLessThan(limit.plus(tick.multipliedBy(2)).plusMillis(150));
                assertThat(System.nanoTime() - began).isGreaterThan(limit.toNanos());
            }
        }
    }

    @Test
    void theLeaseOfAThreadThatHasEndedIsOrphaned() throws Exception {
        try (Steward steward = stewardWith(Ledger.builder().tracing(Tracing.ALL))) {
            Pool<String> pool = steward.manage(things("deserted"));
            Thread leaver = new Thread(pool::acquire, "leaver");
            leaver.start();
            leaver.join();
            Suspicion suspicion = awaitSuspicion(steward, Verdict.ORPHANED);
            assertThat(suspicion.holder()).isEqualTo("leaver");
            assertThat(suspicion.site()).isNotNull();
            await().until(() -> steward.ledger().suspicions().isEmpty());
            assertThat(steward.ledger().history())
                    .singleElement()
                    .satisfies(cleared -> assertThat(cleared.outcome()).contains("taken back"));
            assertThat(pool.usage().inUse()).isZero();
        }
    }

    @Test
    void anOrphanThatAnotherThreadMayStillCloseIsOnlyReported() throws Exception {
        Lease<?>[] lease = new Lease<?>[1];
        try (Steward steward = stewardWith(Ledger.builder())) {
            Pool<String> pool = steward.manage(things("passed on").sharedLeases());
            Thread leaver = new Thread(() -> lease[0] = pool.acquire(), "leaver");
            leaver.start();
            leaver.join();
            assertThat(awaitSuspicion(steward, Verdict.ORPHANED).isOpen()).isTrue();
            assertThat(pool.usage().inUse()).isEqualTo(1);
            lease[0].close();
            await().until(() -> steward.ledger().suspicions().isEmpty());
        }
    }

    @Test
    void whatIsTakenBackWhileItIsLookedAtIsCountedOnce() throws Exception {
        Thread leaver = new Thread(() -> {}, "leaver");
        leaver.start();
        leaver.join();
        Holding left = new Holding(
                "db", Kind.CONNECTIONS, 1, "leaver", leaver, Duration.ofMillis(3), "", null, "the ticket of it");
        List<Holding> held = new ArrayList<>(List.of(left));
        List<Loss> losses = new ArrayList<>();
        try (Pool<String> pool = things("db").build()) {
            Ledger ledger = Ledger.builder().build(() -> List.of(telling(pool, held, losses)), List::of);
            ledger.look();
            held.clear();
            ledger.look();
            assertThat(ledger.history()).extracting(Suspicion::outcome).containsExactly("it came back");
            losses.add(new Loss(left, Loss.Cause.ORPHANED, true));
            ledger.look();
            assertThat(ledger.history())
                    .extracting(Suspicion::outcome)
                    .containsExactly("taken back, the resource destroyed");
            assertThat(ledger.counts()).containsEntry(Verdict.ORPHANED, 1L);
            assertThat(ledger.suspicions()).isEmpty();
        }
    }

    private static Managed telling(Pool<String> pool, List<Holding> held, List<Loss> losses) {
        return new ForwardingManaged(pool) {
            @Override
            public List<Holding> overdue(Duration atLeast) {
                return List.copyOf(held);
            }

            @Override
            public List<Loss> takeLosses() {
                List<Loss> taken = List.copyOf(losses);
                losses.clear();
                return taken;
            }
        };
    }

    @Test
    void aForgottenLeaseIsReportedWithItsSiteAndItsRoomIsGivenBack() {
        try (Steward steward = stewardWith(Ledger.builder().tracing(Tracing.ALL))) {
            Pool<String> pool = steward.manage(things("forgotten"));
            forget(pool);
            Suspicion suspicion = awaitSuspicion(steward, Verdict.UNREACHABLE);
            assertThat(suspicion.site()).asString().contains("SuspicionsTest.forget");
            await().until(() -> pool.budget().used() == 0);
        }
    }

    private static void forget(Pool<String> pool) {
        assertThat(pool.acquire().get()).isNotNull();
    }

    @Test
    void onePoolIsEscalatedAndReturnsToCalm() throws Exception {
        try (Steward steward = stewardWith(
                Ledger.builder().overdueAfter("sick", Duration.ofMillis(30)).calmAfter(Duration.ofMillis(200)))) {
            Pool<String> sick = steward.manage(things("sick"));
            Pool<String> well = steward.manage(things("well"));
            Lease<String> late = sick.acquire();
            awaitSuspicion(steward, Verdict.LONG_HOLD);
            await().until(() -> isTraced(sick));
            for (int i = 0; i < 50; i++) {
                assertThat(isTraced(sick)).isTrue();
            }
            assertThat(isSampled(well))
                    .as("the other pool is sampled as before")
                    .isTrue();
            late.close();
            await().until(() -> isSampled(sick));
        }
    }

    /** Of many leases in a row not all are traced. The first is, after a pause: every tick marks what is idle. */
    private static boolean isSampled(Pool<String> pool) {
        int traced = 0;
        for (int i = 0; i < 1_000; i++) {
            traced += isTraced(pool) ? 1 : 0;
        }
        return traced < 900;
    }

    private static boolean isTraced(Pool<String> pool) {
        try (Lease<String> lease = pool.acquire()) {
            return lease.isOpen()
                    && pool.holdings().stream()
                            .filter(holding -> lease.equals(holding.ticket()))
                            .anyMatch(holding -> holding.site() != null);
        }
    }

    @Test
    void aSiteWhoseLeasesHaveAllBecomeLongIsTold() {
        try (Steward steward = stewardWith(Ledger.builder().tracing(Tracing.ALL))) {
            Pool<String> pool = steward.manage(things("drifting"));
            long began = System.nanoTime();
            long nanos = Duration.ofMillis(1).toNanos();
            for (int i = 0; i < 150 && steward.ledger().suspicions().isEmpty(); i++) {
                if (i == 100) { // However busy the machine, and so however long those took.
                    nanos = 30 * (System.nanoTime() - began) / 100;
                }
                work(pool, nanos);
            }
            Suspicion suspicion = awaitSuspicion(steward, Verdict.SLOW_SITE);
            assertThat(suspicion.site()).asString().contains("SuspicionsTest.work");
            assertThat(suspicion.toString()).contains("a larger pool will not help");
            assertThat(steward.ledger().counts()).containsEntry(Verdict.SLOW_SITE, 1L);
        }
    }

    private static void work(Pool<String> pool, long nanos) {
        try (Lease<String> lease = pool.acquire()) {
            assertThat(lease.isOpen()).isTrue();
            long until = System.nanoTime() + nanos;
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        }
    }

    @Test
    void aPageIsFilteredAndGrouped() throws Exception {
        try (Steward steward = stewardWith(Ledger.builder().tracing(Tracing.ALL));
                Crowd crowd = new Crowd()) {
            Pool<String> one = steward.manage(things("one").size(0, 1));
            Pool<String> two = steward.manage(things("two"));
            Lease<String> first = one.acquire();
            Lease<String> second = two.acquire();
            Lease<String> third = two.acquire();
            crowd.start("late", () -> one.acquire(Duration.ofSeconds(30)).close());
            await().until(() -> !one.waiting().isEmpty());

            LedgerPage page = steward.ledger().page();
            assertThat(page.holdings()).hasSize(3);
            assertThat(page.ownedBy("two").holdings()).hasSize(2);
            assertThat(page.heldBy("late").holdings()).isEmpty();
            assertThat(page.heldBy("late").waiting()).hasSize(1);
            assertThat(page.acquiredAt("SuspicionsTest").holdings()).hasSize(3);
            assertThat(page.acquiredAt("Nowhere").holdings()).isEmpty();
            assertThat(page.olderThan(Duration.ofHours(1)).holdings()).isEmpty();
            assertThat(page.groups(LedgerPage.Grouping.OWNER))
                    .extracting(LedgerPage.Group::key, LedgerPage.Group::leases)
                    .containsExactly(tuple("two", 2), tuple("one", 1));
            assertThat(page.groups(LedgerPage.Grouping.SITE)).hasSize(3);
            assertThat(page.text()).contains("held:", "waits:", "late");
            assertThat(page.json()).contains("\"owner\":\"one\"", "\"waiter\":\"late\"");
            List.of(first, second, third).forEach(Lease::close);
        }
    }

    @Test
    void settingsThatMakeNoSenseAreAllNamed() {
        assertThatThrownBy(() -> Steward.builder()
                        .ledger(Ledger.builder()
                                .tick(Duration.ofMillis(1))
                                .overdueAfter(Duration.ZERO)
                                .overdueAfter("db", Duration.ofSeconds(-1))
                                .starvationAfter(Duration.ZERO)
                                .calmAfter(Duration.ofSeconds(-1)))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("tick", "overdueAfter:", "overdueAfter of db", "starvationAfter", "calmAfter");
    }
}
