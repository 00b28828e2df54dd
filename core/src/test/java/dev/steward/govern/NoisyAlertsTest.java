package dev.steward.govern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.govern.advice.Advice;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoisyAlertsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    /** So many alerts, one every ten minutes until now. */
    private static List<Advice> after(int count, double value, Duration lasting) {
        return NoisyAlerts.among(alerts(count, value, lasting), 0.90, NOW);
    }

    private static List<Alert> alerts(int count, double value, Duration lasting) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Instant raised = NOW.minus(Duration.ofMinutes(10L * (count - i)));
                    return new Alert(
                            i,
                            "orders",
                            Kind.CONNECTIONS,
                            Alert.Severity.WARNING,
                            value,
                            0.80,
                            "",
                            "",
                            raised,
                            raised.plus(lasting));
                })
                .toList();
    }

    @Test
    void alertsThatComeAndGoAreNoise() {
        assertThat(after(12, 0.83, Duration.ofSeconds(20))).singleElement().satisfies(advice -> {
            assertThat(advice.rule()).isEqualTo("alerts-noisy");
            assertThat(advice.measured())
                    .startsWith("12 alerts in a day from 80 % on, over after 20")
                    .endsWith("in the median, and never above 83 %");
            assertThat(advice.change()).startsWith("alert from 0.85 on");
        });
    }

    @Test
    void fewAlertsAreNot() {
        assertThat(after(9, 0.83, Duration.ofSeconds(20))).isEmpty();
    }

    @Test
    void thoseThatLastAreNot() {
        assertThat(after(12, 0.83, Duration.ofMinutes(8))).isEmpty();
    }

    @Test
    void thoseThatComeNearTheEndAreNot() {
        assertThat(after(12, 0.89, Duration.ofSeconds(20))).isEmpty();
    }

    @Test
    void thoseOfYesterdayAreForgotten() {
        List<Alert> alerts = alerts(12, 0.83, Duration.ofSeconds(20));
        assertThat(NoisyAlerts.among(alerts, 0.90, NOW.plus(Duration.ofDays(1))))
                .isEmpty();
    }
}
