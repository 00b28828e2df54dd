package dev.steward.govern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.govern.signal.Signal;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GaugeTest {
    private final Probe probe = new Probe();
    private final Gauge gauge = new Gauge(Kind.MEMORY, 0);
    private long now;

    private static final class Probe implements Signal {
        double value;
        boolean isShortage = true;

        @Override
        public boolean isShortage() {
            return isShortage;
        }

        @Override
        public Kind kind() {
            return Kind.MEMORY;
        }

        @Override
        public String name() {
            return "probe";
        }

        @Override
        public Reading read() {
            if (Double.isNaN(value)) {
                throw new IllegalStateException("the probe is broken");
            }
            return new Reading(value, "value " + value);
        }
    }

    GaugeTest() {
        gauge.watch(probe);
    }

    private Level at(double pressure) {
        probe.value = pressure;
        now += TimeUnit.MILLISECONDS.toNanos(250);
        return gauge.look(now).level();
    }

    @Test
    void oneHighLookAloneEntersNothing() {
        assertThat(at(0.99)).isEqualTo(Level.CALM);
        assertThat(gauge.isUndecided()).isTrue();
        assertThat(at(0.10)).isEqualTo(Level.CALM);
        assertThat(at(0.99)).isEqualTo(Level.CALM);
    }

    @Test
    void twoHighLooksInARowEnterAtOnceTheLevelThatBothCallFor() {
        assertThat(at(0.99)).isEqualTo(Level.CALM);
        assertThat(at(0.93)).isEqualTo(Level.CRITICAL);
        assertThat(at(0.98)).isEqualTo(Level.CRITICAL);
        assertThat(at(0.98)).isEqualTo(Level.EMERGENCY);
        assertThat(gauge.isUndecided()).isFalse();
    }

    @Test
    void aLevelIsLeftOneByOneAfterFiveCalmerLooksEach() {
        at(0.93);
        assertThat(at(0.93)).isEqualTo(Level.CRITICAL);
        for (Level next : new Level[] {Level.HIGH, Level.ELEVATED, Level.CALM}) {
            for (int look = 0; look < (next == Level.HIGH ? 5 : 4); look++) {
                assertThat(at(0.1)).isNotEqualTo(next);
            }
            assertThat(at(0.1)).isEqualTo(next);
        }
    }

    @Test
    void aPressureBetweenLeavingAndEnteringKeepsTheLevel() {
        at(0.80);
        assertThat(at(0.80)).isEqualTo(Level.ELEVATED);
        for (int look = 0; look < 100; look++) {
            assertThat(at(0.66)).isEqualTo(Level.ELEVATED);
        }
    }

    @Test
    void aPressureHeldAtAThresholdForAMinuteChangesTheLevelAtMostTwice() {
        for (Level level : Level.values()) {
            if (level == Level.CALM) {
                continue;
            }
            int changes = 0;
            Level last = at(0);
            for (int look = 0; look < 240; look++) {
                Level is = at(level.enter() + ThreadLocalRandom.current().nextDouble(-0.03, 0.03));
                changes += is == last ? 0 : 1;
                last = is;
            }
            assertThat(changes).as(level.name()).isLessThanOrEqualTo(2);
            for (int look = 0; look < 60; look++) {
                at(0);
            }
        }
    }

    @Test
    void theTimeAtEachLevelAddsUp() {
        at(0.80);
        at(0.80);
        at(0.80);
        Pressure pressure = gauge.pressure();
        assertThat(pressure.spent().get(Level.CALM)).isEqualTo(Duration.ofMillis(500));
        assertThat(pressure.spent().get(Level.ELEVATED)).isEqualTo(Duration.ofMillis(250));
        assertThat(pressure.spent()).doesNotContainKey(Level.HIGH);
    }

    @Test
    void theWorstSignalCountsAndABrokenOneDoesNot() {
        Probe worse = new Probe();
        worse.value = 0.9;
        gauge.watch(worse);
        at(Double.NaN);
        assertThat(gauge.pressure().value()).isEqualTo(0.9);
        assertThat(gauge.pressure().cause()).isEqualTo("probe: value 0.9");
        worse.value = 7;
        at(Double.NaN);
        assertThat(gauge.pressure().value()).isEqualTo(1.0);
    }

    @Test
    void roomThatBecomesShortIsLookedAtOftenAndMereWorkIsNot() {
        at(0.70);
        at(0.70);
        assertThat(gauge.isWatchful()).isTrue();
        probe.isShortage = false;
        at(0.70);
        assertThat(gauge.isWatchful()).isFalse();
        at(0.93);
        assertThat(gauge.isWatchful())
                .as("a level is called for, and one more look decides")
                .isTrue();
        at(0.93);
        assertThat(gauge.isWatchful()).isFalse();
    }
}
