package dev.steward.govern.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The limit against a service that works on a given number of requests at once and lets the rest wait. */
class AdaptiveLimitTest {
    private final AdaptiveLimit limit = new AdaptiveLimit(8, 1, 1_000);
    private long now;

    /** Windows in which so many requests are always there, as far as the limit lets them in. */
    private void windows(int count, int offered, int capacity, double millis) {
        for (int window = 0; window < count; window++) {
            int inFlight = Math.min(offered, limit.limit());
            double time = millis * Math.max(1, (double) inFlight / capacity);
            for (int sample = 0; sample < 20; sample++) {
                now += TimeUnit.MILLISECONDS.toNanos(5);
                limit.sample((long) (time * 1e6), inFlight, now);
            }
        }
    }

    @Test
    void itFindsWhatAServiceCanWorkOn() {
        windows(1, 1, 40, 5);
        windows(200, 1_000, 40, 5);
        assertThat(limit.limit()).isBetween(40, 60);
    }

    @Test
    void itFindsASmallServiceToo() {
        windows(1, 1, 2, 5);
        windows(200, 1_000, 2, 5);
        assertThat(limit.limit()).isBetween(2, 4);
    }

    @Test
    void itDoesNotGrowWithoutBeingUsed() {
        windows(500, 3, 1_000, 5);
        assertThat(limit.limit()).isEqualTo(8);
    }

    @Test
    void oneLuckyRequestDoesNotFreezeIt() {
        windows(50, 1_000, 40, 5);
        limit.sample(1, 1, now);
        windows(100, 1_000, 40, 5);
        assertThat(limit.limit()).isBetween(40, 60);
    }

    @Test
    void aServiceThatHasBecomeSlowerForGoodIsFoundOut() {
        windows(1, 1, 40, 5);
        windows(200, 1_000, 40, 5);
        windows(600, 1_000, 40, 20);
        assertThat(limit.limit()).isBetween(36, 60);
        assertThat(limit.calmNanos()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(15));
    }

    @Test
    void aDropHalvesWhatItAimsFor() {
        windows(100, 1_000, 40, 5);
        int before = limit.limit();
        limit.drop();
        windows(1, 1_000, 40, 5);
        assertThat(limit.limit()).isLessThan(before);
    }

    @Test
    void itStaysWithinItsBounds() {
        AdaptiveLimit bounded = new AdaptiveLimit(4, 3, 5);
        for (int i = 1; i < 10_000; i++) {
            bounded.sample(i % 2 == 0 ? 1_000_000 : i * 1_000_000L, 5, i * 10_000_000L);
            assertThat(bounded.limit()).isBetween(3, 5);
        }
    }
}
