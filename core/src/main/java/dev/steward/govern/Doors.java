package dev.steward.govern;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/** The entry points, and the level that each was told last. Of the governor's thread alone. */
final class Doors {
    private final Consumer<Action> record;
    private final Hooks hooks;
    private final Map<Door, Level> told = new WeakHashMap<>();

    Doors(Consumer<Action> record, Hooks hooks) {
        this.record = record;
        this.hooks = hooks;
    }

    void press(Door door, Pressure worst) {
        Level last = told.getOrDefault(door, Level.CALM);
        if (last == worst.level()) {
            return;
        }
        if (!tell(door, worst.level())) {
            return;
        }
        told.put(door, worst.level());
        boolean throttled = worst.level().isAtLeast(Rung.THROTTLE.level());
        if (throttled != last.isAtLeast(Rung.THROTTLE.level())) {
            record.accept(new Action(
                    Instant.now(),
                    worst.kind(),
                    Rung.THROTTLE,
                    door.name(),
                    throttled ? "throttle" : "undo: admit again",
                    0,
                    0,
                    Duration.ZERO,
                    Duration.ZERO,
                    worst.level() + ", " + worst.cause()));
        }
    }

    private boolean tell(Door door, Level level) {
        return hooks.tell(door, door.name(), () -> door.pressed(level), Governor.PATIENCE);
    }

    void letGo() {
        told.forEach((door, level) -> {
            if (level != Level.CALM) {
                boolean unused = tell(door, Level.CALM);
            }
        });
        told.clear();
    }
}
