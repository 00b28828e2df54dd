package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.govern.Alert;
import dev.steward.govern.Level;
import dev.steward.pool.Pool;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.testing.NothingLeftBehind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class ReportTest {
    private static final Kind SEATS = Kind.of("seats", "seats");

    private static Pool<Object> chairs(Steward steward, String name) {
        return steward.manage(Pool.builder(name, Object::new).kind(SEATS).size(0, 10));
    }

    @Test
    void whatTheGovernorSeesAndDoesIsInIt() {
        try (Steward steward = Steward.builder().limit(SEATS, 10).build()) {
            Pool<Object> chairs = chairs(steward, "chairs");
            List<Lease<Object>> held =
                    IntStream.range(0, 10).mapToObj(i -> chairs.acquire()).toList();
            held.get(9).close();
            await().untilAsserted(() -> assertThat(steward.governor().actions())
                    .anySatisfy(action -> assertThat(action.freed()).isEqualTo(1)));
            await().untilAsserted(() -> assertThat(steward.governor().alerts())
                    .extracting(Alert::subject)
                    .contains("chairs"));
            // It counts for a level what has passed since, so one look later.
            await().untilAsserted(() -> assertThat(steward.report().governor().pressures())
                    .anySatisfy(pressure ->
                            assertThat(pressure.spent(Level.ELEVATED)).isPositive()));
            Report report = steward.report();
            assertThat(report.json())
                    .contains("\"pressure\":[{\"kind\":")
                    .contains("\"millis\":{\"CALM\":")
                    .contains("\"rung\":\"TRIM\",\"target\":\"chairs\",\"did\":\"reclaim from\"")
                    .contains("\"freed\":1,\"rebuildMillis\":")
                    .contains("\"alerts\":[{\"number\":1,")
                    .contains("\"advice\":[]");
            assertThat(report.text())
                    .contains("pressure: seats 0.8")
                    .contains("alert: ")
                    .contains("done: ")
                    .contains("reclaim from chairs");
            held.forEach(Lease::close);
        }
    }

    @Test
    void theTextNamesTheLatestActionsAndHowManyThereWere() {
        try (Steward steward = Steward.builder().limit(SEATS, 300).build()) {
            for (int i = 0; i < 30; i++) {
                Pool<Object> chairs = chairs(steward, "chairs-" + i);
                IntStream.range(0, 10)
                        .mapToObj(seat -> chairs.acquire())
                        .toList()
                        .forEach(Lease::close);
            }
            assertThat(steward.governor().emergencyCleanup()).hasSize(30);
            assertThat(steward.report().text()).containsPattern("\\(the latest 20 of 3\\d actions\\)");
        }
    }

    @Test
    void aHundredPoolsAreReportedWithinFiftyMilliseconds() {
        try (Steward steward = Steward.builder().build()) {
            List<Lease<Object>> held = IntStream.range(0, 100)
                    .mapToObj(i -> chairs(steward, "chairs-" + i).acquire())
                    .toList();
            // The quickest of some, because the machine does other things too; the first ones load classes.
            long quickest = IntStream.range(0, 10)
                    .mapToLong(i -> {
                        long begin = System.nanoTime();
                        Report report = steward.report();
                        assertThat(report.text()).contains("chairs-99");
                        assertThat(report.json()).contains("chairs-99");
                        return System.nanoTime() - begin;
                    })
                    .min()
                    .orElseThrow();
            held.forEach(Lease::close);
            assertThat(quickest).isLessThan(50_000_000);
        }
    }
}
