package dev.steward.govern.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.steward.Steward;
import dev.steward.govern.Level;
import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.CloseReport;
import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class AdmissionTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static Admission two() {
        return Admission.builder("api").fixedLimit(2).patience(LONG).build();
    }

    private static CompletableFuture<Permit> entering(Admission admission, Criticality criticality) {
        CompletableFuture<Permit> entered = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                entered.complete(admission.enter(criticality));
            } catch (RuntimeException refused) {
                entered.completeExceptionally(refused);
            }
        });
        thread.start();
        return entered;
    }

    private static CompletableFuture<Permit> queued(Admission admission, Criticality criticality) {
        int before = admission.statistics().queued();
        CompletableFuture<Permit> entered = entering(admission, criticality);
        await().until(() -> admission.statistics().queued() == before + 1);
        return entered;
    }

    @Test
    void asManyAsTheLimitAreInsideAndTheNextWaits() throws Exception {
        try (Admission api = two()) {
            Permit first = api.enter(Criticality.CRITICAL);
            Permit second = api.enter(Criticality.CRITICAL);
            CompletableFuture<Permit> third = queued(api, Criticality.CRITICAL);
            assertThat(api.usage().inUse()).isEqualTo(2);
            assertThat(api.waiting()).hasSize(1);
            first.close();
            third.get().close();
            second.close();
            assertThat(api.usage().efficiency()).isEqualTo(1.0);
        }
    }

    @Test
    void theMoreCriticalGoFirst() throws Exception {
        List<Criticality> order = Collections.synchronizedList(new ArrayList<>());
        try (Admission api =
                Admission.builder("api").fixedLimit(1).patience(LONG).build()) {
            Permit first = api.enter(Criticality.CRITICAL);
            List<CompletableFuture<Void>> served = new ArrayList<>();
            for (Criticality each : List.of(
                    Criticality.SHEDDABLE,
                    Criticality.CRITICAL,
                    Criticality.SHEDDABLE_PLUS,
                    Criticality.CRITICAL_PLUS)) {
                served.add(queued(api, each).thenAccept(permit -> {
                    order.add(each);
                    permit.close();
                }));
            }
            first.close();
            CompletableFuture.allOf(served.toArray(CompletableFuture[]::new)).get();
        }
        assertThat(order).containsExactly(Criticality.values());
    }

    @Test
    void aFullQueueGivesThePlaceOfTheLeastCritical() throws Exception {
        try (Admission api =
                Admission.builder("api").fixedLimit(1).queue(1).patience(LONG).build()) {
            Permit first = api.enter(Criticality.CRITICAL);
            CompletableFuture<Permit> least = queued(api, Criticality.SHEDDABLE);
            CompletableFuture<Permit> more = entering(api, Criticality.CRITICAL);
            assertThatThrownBy(least::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(AdmissionRejectedException.class)
                    .hasMessageContaining("a CRITICAL request took its place");
            assertThatThrownBy(() -> api.enter(Criticality.CRITICAL))
                    .isInstanceOf(AdmissionRejectedException.class)
                    .hasMessageContaining("the queue is full with 1");
            first.close();
            more.get().close();
        }
    }

    @Test
    void withoutPatienceARequestIsRefusedAtOnceAndToldWhenToComeAgain() {
        try (Admission api =
                Admission.builder("api").fixedLimit(1).patience(Duration.ZERO).build()) {
            Permit inside = api.enter(Criticality.CRITICAL);
            AdmissionRejectedException refused =
                    catchThrowableOfType(AdmissionRejectedException.class, () -> api.enter(Criticality.CRITICAL));
            assertThat(refused).hasMessageContaining("1 requests are inside");
            assertThat(refused.retryAfter()).isGreaterThanOrEqualTo(Duration.ZERO);
            inside.close();
        }
    }

    @Test
    void patienceEnds() {
        try (Admission api = Admission.builder("api")
                .fixedLimit(1)
                .patience(Duration.ofMillis(50))
                .build()) {
            Permit inside = api.enter(Criticality.CRITICAL);
            assertThatThrownBy(() -> api.enter(Criticality.CRITICAL))
                    .isInstanceOf(AdmissionRejectedException.class)
                    .hasMessageContaining("nobody left within");
            assertThat(api.statistics().queued()).isZero();
            inside.close();
        }
    }

    @Test
    void pressureShedsTheLeastCriticalAndHalvesTheLimit() {
        try (Admission api = two()) {
            api.pressed(Level.CRITICAL);
            assertThat(api.statistics().limit()).isEqualTo(1);
            assertThatThrownBy(() -> api.enter(Criticality.SHEDDABLE))
                    .isInstanceOf(AdmissionRejectedException.class)
                    .hasMessageContaining("SHEDDABLE requests are shed while pressure is CRITICAL");
            api.enter(Criticality.SHEDDABLE_PLUS).close();
            api.pressed(Level.EMERGENCY);
            assertThatThrownBy(() -> api.enter(Criticality.CRITICAL)).isInstanceOf(AdmissionRejectedException.class);
            api.enter(Criticality.CRITICAL_PLUS).close();
            api.pressed(Level.CALM);
            api.enter(Criticality.SHEDDABLE).close();
            assertThat(api.statistics().shed()).isEqualTo(2);
        }
    }

    @Test
    void calmThatReturnsLetsInWhoWaits() throws Exception {
        try (Admission api = two()) {
            api.pressed(Level.CRITICAL);
            Permit first = api.enter(Criticality.CRITICAL);
            CompletableFuture<Permit> second = queued(api, Criticality.CRITICAL);
            api.pressed(Level.HIGH);
            second.get().close();
            first.close();
        }
    }

    @Test
    void aSecondCloseDoesNothing() {
        try (Admission api = two()) {
            Permit permit = api.enter(Criticality.CRITICAL);
            permit.close();
            permit.close();
            permit.drop();
            assertThat(api.usage().inUse()).isZero();
            assertThat(api.usage().returned()).isEqualTo(1);
            assertThat(api.statistics().dropped()).isZero();
        }
    }

    @Test
    void anInterruptWhileWaitingIsNotLost() throws Exception {
        try (Admission api =
                Admission.builder("api").fixedLimit(1).patience(LONG).build()) {
            Permit inside = api.enter(Criticality.CRITICAL);
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread waiter = new Thread(() -> {
                try {
                    api.enter(Criticality.CRITICAL).close();
                    ended.complete(new AssertionError("entered"));
                } catch (AcquireInterruptedException interrupted) {
                    ended.complete(interrupted);
                }
            });
            waiter.start();
            await().until(() -> api.statistics().queued() == 1);
            waiter.interrupt();
            assertThat(ended.get()).isInstanceOf(AcquireInterruptedException.class);
            waiter.join();
            inside.close();
        }
    }

    @Test
    void whatItRefusesIsNoPressureThatMakesItRefuseEverybody() {
        try (Steward steward = Steward.builder().shutdownHook(false).build()) {
            Admission api = steward.manage(
                    Admission.builder("api").fixedLimit(1).queue(0).patience(Duration.ZERO));
            try (Permit inside = api.enter(Criticality.CRITICAL)) {
                for (int i = 0; i < 1_000; i++) {
                    assertThatThrownBy(() -> api.enter(Criticality.CRITICAL))
                            .isInstanceOf(AdmissionRejectedException.class);
                }
                assertThat(inside).isNotNull();
                await().until(() ->
                        steward.governor().pressure(Admission.REQUESTS).value() > 0);
                await().during(Duration.ofMillis(600))
                        .until(() -> !steward.governor()
                                .pressure(Admission.REQUESTS)
                                .level()
                                .isAtLeast(Level.CRITICAL));
            }
            assertThat(api.statistics().rejected()).isEqualTo(1_000);
            api.enter(Criticality.CRITICAL).close();
        }
    }

    @Test
    void closingRefusesWhoWaitsAndNamesWhoIsInside() {
        Admission api = two();
        Permit inside = api.enter(Criticality.CRITICAL);
        Permit other = api.enter(Criticality.CRITICAL);
        CompletableFuture<Permit> waiting = queued(api, Criticality.CRITICAL);
        CloseReport report = api.close(Duration.ofMillis(20));
        assertThat(report.stillHeld()).hasSize(2);
        assertThatThrownBy(waiting::get).hasMessageContaining("it is being closed");
        assertThatThrownBy(() -> api.enter(Criticality.CRITICAL_PLUS)).isInstanceOf(ResourceClosedException.class);
        inside.close();
        other.close();
    }

    @Test
    void optionsThatContradictEachOtherAreRefusedTogether() {
        assertThatThrownBy(() -> Admission.builder(" ").limit(5, 2, 1).queue(-1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name: must not be blank")
                .hasMessageContaining("limit: must be 1 <= fewest <= first <= largest")
                .hasMessageContaining("queue: must be 0 to");
    }
}
