package dev.steward.govern.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.govern.Looks;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void aStretchHasAveragesPeaksAndRates() {
        Looks looks = Looks.at("orders", Kind.CONNECTIONS, 20)
                .seconds(1, 0, 0, 0, 0, 0)
                .seconds(300, 2, 8, 0, 10, 0)
                .seconds(100, 6, 4, 3, 30, 1);
        Stretch stretch = looks.history().last(looks.thing(), 1).orElseThrow();
        assertThat(stretch.inUse()).isCloseTo((300 * 2 + 100 * 6) / 401.0, within(1e-9));
        assertThat(stretch.mostInUse()).isEqualTo(6);
        assertThat(stretch.waited()).isCloseTo(100 / 401.0, within(1e-9));
        assertThat(stretch.acquired()).isEqualTo(6_000);
        assertThat(stretch.timedOut()).isEqualTo(100);
        assertThat(stretch.perSecond()).isCloseTo(15, within(0.1));
        assertThat(stretch.heldFor()).isBetween(Duration.ofMillis(199), Duration.ofMillis(200));
        assertThat(stretch.utilisation()).isCloseTo(0.15, within(0.001));
    }

    @Test
    void aDayIsKeptAndNoMore() {
        Looks looks = Looks.at("orders", Kind.CONNECTIONS, 20).seconds(2 * 86_400, 1, 0, 0, 1, 0);
        List<Stretch> stretches = looks.history().of(looks.thing());
        assertThat(stretches).hasSizeBetween(144, 145);
        Stretch day = looks.history().last(looks.thing(), 144).orElseThrow();
        assertThat(day.length()).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(day.perSecond()).isCloseTo(1, within(0.01));
    }

    @Test
    void whatWasNeverSeenHasNoHistory() {
        Looks looks = Looks.at("orders", Kind.CONNECTIONS, 20);
        assertThat(looks.history().of(looks.thing())).isEmpty();
        assertThat(looks.history().last(looks.thing(), 10)).isEmpty();
    }
}
