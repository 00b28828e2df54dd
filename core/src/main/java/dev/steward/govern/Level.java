package dev.steward.govern;

/**
 * How much pressure there is, in steps. A level is entered at one pressure and left at a lower one, so that a pressure
 * that hovers at a threshold does not make it flap.
 */
public enum Level {
    /** Nothing to do. */
    CALM(0.0, 0.0),
    /** Idle things beyond what is needed go back: {@link Rung#TRIM}. */
    ELEVATED(0.75, 0.65),
    /** Useful but rebuildable things go back too: {@link Rung#EVICT}. */
    HIGH(0.85, 0.75),
    /** New work is slowed down and the least important refused: {@link Rung#THROTTLE}. */
    CRITICAL(0.92, 0.85),
    /** Only what keeps the process alive: {@link Rung#EMERGENCY}. */
    EMERGENCY(0.97, 0.92);

    private final double enter;
    private final double leave;

    Level(double enter, double leave) {
        this.enter = enter;
        this.leave = leave;
    }

    /**
     * The pressure at which it begins.
     *
     * @return from 0.0 to 1.0
     */
    public double enter() {
        return enter;
    }

    /**
     * The pressure below which it ends.
     *
     * @return from 0.0 to 1.0; less than {@link #enter()}, but for {@link #CALM}
     */
    public double leave() {
        return leave;
    }

    /**
     * Whether it is at least as bad as another.
     *
     * @param other the other
     * @return whether this is that level or one above it
     */
    public boolean isAtLeast(Level other) {
        return compareTo(other) >= 0;
    }

    /** The next calmer level. */
    Level below() {
        Level below = CALM;
        for (Level each : values()) {
            if (each == this) {
                return below;
            }
            below = each;
        }
        throw new AssertionError(this);
    }

    /** The level that a pressure leads to from this one: up as far as it reaches, down as far as it has fallen. */
    Level next(double pressure) {
        Level next = CALM;
        for (Level each : values()) {
            boolean kept = compareTo(each) >= 0 && pressure >= each.leave;
            if (kept || pressure >= each.enter) {
                next = each;
            }
        }
        return next;
    }
}
