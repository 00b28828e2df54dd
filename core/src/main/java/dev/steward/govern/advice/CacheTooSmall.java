package dev.steward.govern.advice;

import dev.steward.govern.history.Stretch;
import dev.steward.resource.Bytes;
import dev.steward.resource.HitCurve;
import dev.steward.resource.Managed;
import java.util.Locale;
import java.util.Optional;

/** A cache that would find much more with twice the room: it stands on the steep part of its hit curve. */
final class CacheTooSmall implements Rule {
    private static final long ENOUGH_LOOKUPS = 1_000;
    private static final double WORTHWHILE = 0.05;

    @Override
    public Optional<Advice> apply(Managed thing, Stretch day) {
        return thing.hitCurve().filter(CacheTooSmall::isSteep).map(curve -> advice(thing.name(), curve));
    }

    private static boolean isSteep(HitCurve curve) {
        return curve.lookups() >= ENOUGH_LOOKUPS && curve.hitRateIfDoubled() - curve.hitRate() >= WORTHWHILE;
    }

    private static Advice advice(String name, HitCurve curve) {
        return new Advice(
                name,
                "cache-too-small",
                String.format(
                        Locale.ROOT,
                        "%.0f %% of %d lookups found a value with %s; another %.0f %% were for values that had gone for"
                                + " want of room, not longer ago than twice the room would have kept them",
                        100 * curve.hitRate(),
                        curve.lookups(),
                        Bytes.format(curve.size()),
                        100 * (curve.hitRateIfDoubled() - curve.hitRate())),
                "raise its bound to " + Bytes.format(2 * curve.size()),
                String.format(
                        Locale.ROOT,
                        "about %.0f %% of lookups would find a value, and what is behind it would be asked %.0f %% less",
                        100 * curve.hitRateIfDoubled(),
                        100 * Math.min(1, (double) curve.hitsIfDoubled() / Math.max(1, curve.misses()))));
    }
}
