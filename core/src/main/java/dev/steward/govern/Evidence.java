package dev.steward.govern;

import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is done once when an emergency begins: the situation is written to the log, and if it is one of memory the heap is
 * collected, for what was given back is free only then. Emergencies are told by the governor's thread alone; anybody
 * may have the heap collected.
 */
final class Evidence {
    /** A collection of the whole heap stops the program; more often than this it would do harm. */
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(Evidence.class.getName());

    private final Set<Kind> emergencies = new HashSet<>();
    private final AtomicLong collectedNanos = new AtomicLong(System.nanoTime() - BETWEEN_COLLECTIONS.toNanos());

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
        long last = collectedNanos.get();
        if (now - last >= BETWEEN_COLLECTIONS.toNanos() && collectedNanos.compareAndSet(last, now)) {
            System.gc();
        }
    }
}
