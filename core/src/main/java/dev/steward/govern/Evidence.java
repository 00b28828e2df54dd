package dev.steward.govern;

import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What is done once when an emergency begins: the situation is written to the log, and if it is one of memory the heap is
 * collected, for what was given back is free only then. Guarded by the governor's lock.
 */
final class Evidence {
    /** A collection of the whole heap stops the program; more often than this it would do harm. */
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(Evidence.class.getName());

    private final Set<Kind> emergencies = new HashSet<>();
    private long collectedNanos;
    private boolean collected;

    void collect(Pressure pressure, Governor governor) {
        if (pressure.level() != Level.EMERGENCY) {
            emergencies.remove(pressure.kind());
        } else if (emergencies.add(pressure.kind())) {
            LOG.log(System.Logger.Level.ERROR, "emergency: " + pressure + "; all pressures: " + governor.pressures());
            if (pressure.kind().equals(Kind.MEMORY)) {
                collectHeap();
            }
        }
    }

    /** Collects the heap, unless that was done less than a minute ago. */
    void collectHeap() {
        long now = System.nanoTime();
        if (!collected || now - collectedNanos >= BETWEEN_COLLECTIONS.toNanos()) {
            collected = true;
            collectedNanos = now;
            System.gc();
        }
    }
}
