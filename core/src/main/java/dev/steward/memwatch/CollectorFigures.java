package dev.steward.memwatch;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What the garbage collectors have done since the process began. Immutable.
 *
 * @param collections how many collections there were
 * @param averagePause how long they took on average, as far as the collectors tell
 */
public record CollectorFigures(long collections, Duration averagePause) {
    static CollectorFigures now() {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        return new CollectorFigures(count, count == 0 ? Duration.ZERO : Duration.ofNanos(millis * 1_000_000 / count));
    }
}
