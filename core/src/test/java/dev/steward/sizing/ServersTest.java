package dev.steward.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServersTest {
    @Test
    void theShareThatWaitsIsThatOfTheTables() {
        assertThat(new Servers(2, 1).shareWaiting()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(new Servers(10, 5).shareWaiting()).isCloseTo(0.0361, within(1e-4));
        assertThat(new Servers(3, 4).shareWaiting()).isEqualTo(1);
    }

    @Test
    void theFewestServersForALoad() {
        assertThat(Servers.fewest(5, 0.01).count()).isEqualTo(12);
        assertThat(Servers.fewest(4, 0.05).count()).isEqualTo(9);
        assertThat(Servers.fewest(4, 0.01).count()).isEqualTo(10);
        assertThat(Servers.fewest(0, 0.01).count()).isEqualTo(1);
    }

    @Test
    void theWaitOfAShareOfArrivals() {
        // 200 arrivals a second, served for 20 ms each.
        Duration service = Duration.ofMillis(20);
        assertThat(new Servers(5, 4).waitOf(0.99, service)).isBetween(Duration.ofMillis(79), Duration.ofMillis(81));
        assertThat(new Servers(8, 4).waitOf(0.99, service)).isBetween(Duration.ofMillis(8), Duration.ofMillis(10));
        assertThat(new Servers(10, 4).waitOf(0.99, service)).isZero();
        assertThat(new Servers(4, 4).waitOf(0.99, service)).isGreaterThan(Duration.ofDays(365));
    }
}
