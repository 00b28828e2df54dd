package dev.steward.govern;

import dev.steward.govern.signal.Signal;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pressure of one kind over time. A level is entered when two looks in a row call for it, and left when calmer looks
 * have lasted {@link #CALMER_FOR}: quick to respond, slow to forget. Written by the governor's thread alone.
 */
final class Gauge {
    /** As long as five ticks in calm. */
    static final Duration CALMER_FOR = Duration.ofMillis(1_250);

    private static final System.Logger LOG = System.getLogger(Gauge.class.getName());

    private final Kind kind;
    private final List<Signal> signals = new ArrayList<>();
    private final Set<Signal> broken = new HashSet<>();
    private final Map<Level, Duration> spent = new EnumMap<>(Level.class);
    private Level level = Level.CALM;
    private Level lastCalledFor = Level.CALM;
    private long lookedAtNanos;
    private long calmerSinceNanos;
    private boolean calmer;
    private double shortest;
    private volatile Pressure pressure;

    Gauge(Kind kind, long nowNanos) {
        this.kind = kind;
        this.lookedAtNanos = nowNanos;
        this.pressure = new Pressure(kind, 0, Level.CALM, Signal.Reading.NONE.says(), Map.of());
    }

    void watch(Signal signal) {
        signals.add(signal);
    }

    /** Reads all signals and moves the level, if it is to be moved. */
    Pressure look(long nowNanos) {
        double worst = 0;
        shortest = 0;
        String cause = Signal.Reading.NONE.says();
        for (Signal signal : signals) {
            Signal.Reading reading = reading(signal);
            if (signal.isShortage()) {
                shortest = Math.max(shortest, reading.pressure());
            }
            if (reading.pressure() > worst) {
                worst = Math.min(1, reading.pressure());
                cause = signal.name() + ": " + reading.says();
            }
        }
        spent.merge(level, Duration.ofNanos(nowNanos - lookedAtNanos), Duration::plus);
        lookedAtNanos = nowNanos;
        move(level.next(worst), nowNanos);
        Pressure seen = new Pressure(kind, worst, level, cause, Collections.unmodifiableMap(new EnumMap<>(spent)));
        pressure = seen;
        return seen;
    }

    private Signal.Reading reading(Signal signal) {
        try {
            return signal.read();
        } catch (RuntimeException failed) {
            if (broken.add(signal)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the signal \"" + signal.name() + "\" of " + kind
                                + " failed and counts as no pressure; the others" + " go on, and this is said once",
                        failed);
            }
            return Signal.Reading.NONE;
        }
    }

    private void move(Level calledFor, long nowNanos) {
        // The lower of two looks in a row, so that one outlier alone enters nothing.
        Level confirmed = calledFor.isAtLeast(lastCalledFor) ? lastCalledFor : calledFor;
        lastCalledFor = calledFor;
        if (confirmed.compareTo(level) > 0) {
            level = confirmed;
        }
        if (calledFor.isAtLeast(level)) {
            calmer = false;
        } else if (!calmer) {
            calmer = true;
            calmerSinceNanos = nowNanos;
        } else if (nowNanos - calmerSinceNanos >= CALMER_FOR.toNanos()) {
            level = level.below();
            calmerSinceNanos = nowNanos;
        }
    }

    /** Whether a higher level was called for once, and the next look decides. */
    boolean isUndecided() {
        return lastCalledFor.compareTo(level) > 0;
    }

    /**
     * Whether room becomes short, or a higher level was called for: what is done next may have to be done soon. To be busy
     * comes and goes, and changes nothing for longer than a look.
     */
    boolean isWatchful() {
        return isUndecided() || shortest >= Governor.WATCHFUL_FROM;
    }

    /** Whether it is room that is short, so that what lies idle is worth giving back. */
    boolean isShort() {
        return shortest >= Level.ELEVATED.leave();
    }

    Pressure pressure() {
        return pressure;
    }
}
