package dev.steward.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);

    private final Pace pace = new Pace(TICK);

    private static long micros(long micros) {
        return TimeUnit.MICROSECONDS.toNanos(micros);
    }

    private long averagePause(long tookNanos, boolean waiting) {
        long sum = 0;
        for (int i = 0; i < 1_000; i++) {
            sum += pace.pauseAfter(tookNanos, waiting);
        }
        return sum / 1_000;
    }

    @Test
    void shortLooksAreOneTickApart() {
        assertThat(averagePause(micros(200), false)).isEqualTo(TICK);
    }

    @Test
    void longerLooksAreSoFarApartThatTheyTakeOnePartIn400() {
        averagePause(micros(1_500), false); // What was saved up is used.
        assertThat(averagePause(micros(1_500), false)).isBetween(400 * micros(1_490), 400 * micros(1_510));
    }

    @Test
    void noLookIsFurtherThanTenTicksAway() {
        averagePause(micros(50_000), false);
        assertThat(averagePause(micros(50_000), false)).isEqualTo(10 * TICK);
    }

    @Test
    void whileSomebodyWaitsALookMayTakeMore() {
        averagePause(micros(4_000), true);
        assertThat(averagePause(micros(4_000), true)).isEqualTo(TICK);
    }

    @Test
    void theFirstLooksMayTakeLong() {
        for (int i = 0; i < 10; i++) {
            assertThat(pace.pauseAfter(micros(15_000), false)).isEqualTo(TICK);
        }
    }
}
