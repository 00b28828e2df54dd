package dev.steward.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);

    private final Pace pace = new Pace(TICK, 50);

    private static long micros(long micros) {
        return TimeUnit.MICROSECONDS.toNanos(micros);
    }

    private long averagePause(long tookNanos, boolean urgent) {
        long sum = 0;
        for (int i = 0; i < 1_000; i++) {
            long pause = pace.pauseNanos(urgent);
            pace.looked(pause, urgent, tookNanos);
            sum += pause;
        }
        return sum / 1_000;
    }

    @Test
    void shortLooksAreOneTickApart() {
        assertThat(averagePause(micros(100), false)).isEqualTo(TICK);
        assertThat(pace.isHeldBack()).isFalse();
    }

    @Test
    void longerLooksAreSoFarApartThatTheyTakeOnePartIn800() {
        averagePause(micros(1_500), false); // What was saved up is used.
        assertThat(averagePause(micros(1_500), false)).isBetween(800 * micros(1_490), 800 * micros(1_510));
        assertThat(pace.isHeldBack()).isTrue();
    }

    @Test
    void noLookIsFurtherAwayThanTheLongestPause() {
        averagePause(micros(50_000), false);
        assertThat(averagePause(micros(50_000), false)).isEqualTo(50 * TICK);
    }

    @Test
    void whileItIsUrgentALookMayTakeMore() {
        averagePause(micros(4_000), true);
        assertThat(averagePause(micros(4_000), true)).isEqualTo(TICK);
    }

    @Test
    void whatBecomesUrgentEndsALongPause() {
        averagePause(micros(4_000), false);
        assertThat(pace.pauseNanos(false)).isGreaterThan(30 * TICK);
        assertThat(pace.pauseNanos(true)).isEqualTo(TICK);
    }

    @Test
    void theFirstLooksMayTakeLong() {
        for (int i = 0; i < 10; i++) {
            assertThat(pace.pauseNanos(false)).isEqualTo(TICK);
            pace.looked(TICK, false, micros(15_000));
        }
    }
}
