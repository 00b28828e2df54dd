package dev.steward.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.resource.HitCurve;
import dev.steward.testing.NothingLeftBehind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class HitCurveTest {
    private static BoundedCache<Integer, String> ofEntries(int entries) {
        return BoundedCache.<Integer, String>builder("numbers")
                .maximumWeight(10L * entries, (key, value) -> 10)
                .loader(key -> "number " + key)
                .build();
    }

    /** Asks for keys at random, each as likely as any other. */
    private static HitCurve afterAsking(BoundedCache<Integer, String> cache, int keys, int times) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < times; i++) {
            cache.get(random.nextInt(keys));
        }
        return cache.hitCurve().orElseThrow();
    }

    @Test
    void aCacheOfHalfTheKeysWouldFindAllWithTwiceTheRoom() {
        try (BoundedCache<Integer, String> cache = ofEntries(500)) {
            HitCurve curve = afterAsking(cache, 1_000, 50_000);
            assertThat(curve.hitRate()).isCloseTo(0.5, within(0.05));
            assertThat(curve.hitRateIfDoubled()).isCloseTo(1.0, within(0.05));
            assertThat(curve.size()).isEqualTo(5_000);
        }
    }

    @Test
    void aCacheOfATenthOfTheKeysWouldFindTwiceAsMany() {
        try (BoundedCache<Integer, String> cache = ofEntries(1_000)) {
            HitCurve curve = afterAsking(cache, 10_000, 100_000);
            assertThat(curve.hitRate()).isCloseTo(0.1, within(0.03));
            assertThat(curve.hitRateIfDoubled()).isCloseTo(0.2, within(0.05));
        }
    }

    @Test
    void ofALargeCacheASampleIsEnough() {
        try (BoundedCache<Integer, String> cache = ofEntries(40_000)) {
            HitCurve curve = afterAsking(cache, 100_000, 600_000);
            assertThat(curve.hitRateIfDoubled() - curve.hitRate()).isCloseTo(0.4, within(0.08));
        }
    }

    @Test
    void whatFitsHasNothingToGain() {
        try (BoundedCache<Integer, String> cache = ofEntries(1_000)) {
            HitCurve curve = afterAsking(cache, 1_000, 20_000);
            assertThat(curve.hitRateIfDoubled()).isEqualTo(curve.hitRate());
        }
    }

    @Test
    void whatIsAskedForOnceHasNothingToGainEither() {
        try (BoundedCache<Integer, String> cache = ofEntries(100)) {
            for (int key = 0; key < 10_000; key++) {
                cache.get(key);
            }
            assertThat(cache.hitCurve().orElseThrow()).isEqualTo(new HitCurve(1_000, 0, 10_000, 0));
        }
    }
}
