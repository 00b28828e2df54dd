package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When attempts may begin, by a clock that the test moves. */
class StormGuardTest {
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final StormGuard guard = new StormGuard(4, Duration.ofSeconds(10).toNanos());
    private long now = 1_000_000 * MILLI;

    @Test
    void attemptsThatFailSideBySideLengthenTheIntervalOnce() {
        StormGuard four = new StormGuard(4, Long.MAX_VALUE);
        long now = 10_000_000;
        for (int i = 0; i < 4; i++) {
            four.failed(0, now);
        }
        assertThat(four.untilNextNanos(now)).isBetween(10_000_000L, 20_000_000L);
        four.failed(now + 20_000_000, now + 30_000_000);
        assertThat(four.untilNextNanos(now + 30_000_000)).isBetween(20_000_000L, 40_000_000L);
    }

    @Test
    void healthyAsManyMayBeginAsThePoolIsBuiltFor() {
        assertThat(guard.mayBegin(3, now)).isTrue();
        assertThat(guard.mayBegin(4, now)).isFalse();
    }

    @Test
    void theIntervalsGrowUpToFiveSecondsAndAtLeastHalfOfEachIsKept() {
        for (int failure = 0; failure < 12; failure++) {
            guard.failed(now, now);
            long interval = Math.min(5_000, 20L << failure);
            assertThat(guard.mayBegin(0, now + interval * MILLI / 2 - MILLI)).isFalse();
            assertThat(guard.mayBegin(0, now + interval * MILLI)).isTrue();
            now += interval * MILLI;
        }
    }

    @Test
    void afterLongFailureItIsUnavailableAndTriesOneAtATimeUntilTheFirstSuccess() {
        long began = now;
        while (now - began < Duration.ofSeconds(10).toNanos()) {
            assertThat(guard.isUnavailable()).isFalse();
            now += 500 * MILLI;
            guard.failed(now - 2 * MILLI, now);
        }
        now += 500 * MILLI;
        guard.failed(now, now);
        assertThat(guard.isUnavailable()).isTrue();
        assertThat(guard.failingNanos(now))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10).toNanos());
        now += guard.untilNextNanos(now);
        assertThat(guard.mayBegin(0, now)).isTrue();
        assertThat(guard.mayBegin(1, now)).isFalse();
        guard.succeeded(now);
        assertThat(guard.isUnavailable()).isFalse();
        assertThat(guard.failuresInRow()).isZero();
    }

    @Test
    void afterAnOutageOneMoreMayBeUnderWayWithEachSuccessAndTheyBeginApart() {
        for (int i = 0; i < 3; i++) {
            guard.failed(now, now);
        }
        guard.succeeded(now);
        for (int atATime = 1; atATime <= 4; atATime++) {
            now += 20 * MILLI;
            assertThat(guard.mayBegin(atATime - 1, now)).isTrue();
            assertThat(guard.mayBegin(atATime, now)).isFalse();
            guard.begun(now);
            assertThat(guard.mayBegin(0, now + 7 * MILLI))
                    .as("too soon after the last")
                    .isFalse();
            assertThat(guard.mayBegin(0, now + 15 * MILLI)).isTrue();
            guard.succeeded(now);
        }
        guard.begun(now);
        assertThat(guard.mayBegin(3, now)).as("as usual again").isTrue();
    }

    @Test
    void aFailureNowAndThenIsNoOutage() {
        guard.failed(now, now);
        guard.succeeded(now);
        guard.failed(now, now);
        guard.failed(now, now);
        guard.succeeded(now);
        assertThat(guard.mayBegin(3, now)).isTrue();
        assertThat(guard.isUnavailable()).isFalse();
    }
}
