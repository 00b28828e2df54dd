package dev.steward.govern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.pool.Pool;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import dev.steward.testing.NothingLeftBehind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an alert is about: one thing, as long as it is there. */
@ExtendWith(NothingLeftBehind.class)
class AlertSubjectsTest {
    private static final Kind SEATS = Kind.of("seats", "seats");

    private final List<Managed> managed = new CopyOnWriteArrayList<>();

    private Governor governor() {
        return new GovernorBuilder().build(List::of, () -> managed);
    }

    private Pool<Object> desk(int size) {
        Pool<Object> pool =
                Pool.builder("desk", Object::new).kind(SEATS).size(0, size).build();
        managed.add(pool);
        return pool;
    }

    private static List<Alert> aboutDesks(Governor governor) {
        return governor.alerts().stream()
                .filter(alert -> alert.subject().equals("desk"))
                .toList();
    }

    @Test
    void twoThingsOfOneNameHaveAlertsOfTheirOwn() {
        try (Pool<Object> full = desk(1);
                Pool<Object> roomy = desk(10);
                Lease<Object> lease = full.acquire();
                Governor governor = governor()) {
            assertThat(lease.isOpen()).isTrue();
            assertThat(roomy.usage().inUse()).isZero();
            for (int i = 0; i < 5; i++) {
                governor.look();
            }
            assertThat(aboutDesks(governor))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.end()).isEmpty());
        }
    }

    @Test
    void whatIsFullForAMomentRaisesNone() {
        try (Pool<Object> pool = desk(1);
                Governor governor = governor()) {
            for (int i = 0; i < 5; i++) {
                try (Lease<Object> lease = pool.acquire()) {
                    assertThat(lease.isOpen()).isTrue();
                    governor.look();
                }
                governor.look();
            }
            assertThat(aboutDesks(governor)).isEmpty();
        }
    }

    @Test
    void anAlertAboutWhatIsClosedEnds() {
        Pool<Object> full = desk(1);
        try (Governor governor = governor()) {
            Lease<Object> lease = full.acquire();
            governor.look();
            governor.look();
            assertThat(aboutDesks(governor))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.end()).isEmpty());
            lease.close();
            full.close();
            managed.clear();
            governor.look();
            assertThat(aboutDesks(governor)).singleElement().satisfies(alert -> {
                assertThat(alert.end()).isPresent();
                assertThat(alert.says()).isEqualTo("1 of 1 seats");
            });
        }
    }
}
