package dev.steward.govern;

/** One step of the ladder of responses. A higher rung includes the lower ones; all are undone when calm returns. */
public enum Rung {
    /** What is done without pressure: sizes follow the load, and what was spare for long goes back. */
    CALM(Level.CALM),
    /** What lies idle and is of no use as it lies goes back, and is kept for less long from then on. */
    TRIM(Level.ELEVATED),
    /** Caches shrink in proportion, revocable things are taken back, batches slow down. */
    EVICT(Level.HIGH),
    /** Admission shrinks and refuses the least critical first; pools go to their guaranteed minimum. */
    THROTTLE(Level.CRITICAL),
    /** Everything that is not leased is released, and only the most critical requests are admitted. */
    EMERGENCY(Level.EMERGENCY);

    private final Level level;

    Rung(Level level) {
        this.level = level;
    }

    /** The highest rung that a level above calm calls for. */
    static Rung of(Level level) {
        Rung highest = TRIM;
        for (Rung rung : values()) {
            if (level.isAtLeast(rung.level)) {
                highest = rung;
            }
        }
        return highest;
    }

    /**
     * The level from which on it applies.
     *
     * @return the level
     */
    public Level level() {
        return level;
    }
}
