package dev.steward.govern;

import dev.steward.govern.history.History;
import dev.steward.govern.signal.Sight;
import dev.steward.resource.HitCurve;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes up a history of one thing, one look a second. */
public final class Looks {
    private final History history = new History();
    private final Managed thing;
    private final Kind kind;
    private final long limit;
    private long now;
    private long acquired;
    private long timedOut;

    private Looks(Managed thing, long limit) {
        this.thing = thing;
        this.kind = thing.kind();
        this.limit = limit;
    }

    /** Of a thing with nothing behind it. */
    public static Looks at(String name, Kind kind, long limit) {
        return new Looks(new Slow(name, kind, Duration.ZERO), limit);
    }

    /** Of a thing that states these about itself. */
    public static Looks at(String name, Kind kind, long limit, Optional<HitCurve> curve, Optional<String> target) {
        return new Looks(
                new Slow(name, kind, Duration.ZERO) {
                    @Override
                    public Optional<HitCurve> hitCurve() {
                        return curve;
                    }

                    @Override
                    public Optional<String> target() {
                        return target;
                    }

                    @Override
                    public boolean isIdleUseful() {
                        return curve.isPresent();
                    }
                },
                limit);
    }

    /** So many seconds in which it was like this. */
    public Looks seconds(int count, long inUse, long idle, long waiting, long acquiredEach, long timedOutEach) {
        for (int i = 0; i < count; i++) {
            now += Duration.ofSeconds(1).toNanos();
            acquired += acquiredEach;
            timedOut += timedOutEach;
            Usage usage = new Usage(kind, limit, inUse, idle, waiting, acquired, acquired, timedOut);
            history.seen(List.of(new Sight(thing, usage)), now);
        }
        return this;
    }

    public History history() {
        return history;
    }

    public Managed thing() {
        return thing;
    }
}
