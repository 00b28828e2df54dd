package dev.steward.govern;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/** The entry points, and the level that each was told last. Of the governor's thread alone. */
final class Doors {
    private final Consumer<Action> record;
    private final Map<Door, Level> told = new WeakHashMap<>();

    Doors(Consumer<Action> record) {
        this.record = record;
    }

    void press(Door door, Pressure worst) {
        Level last = told.getOrDefault(door, Level.CALM);
        if (last == worst.level()) {
            return;
        }
        told.put(door, worst.level());
        door.pressed(worst.level());
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

    void letGo() {
        told.keySet().forEach(door -> door.pressed(Level.CALM));
        told.clear();
    }
}
