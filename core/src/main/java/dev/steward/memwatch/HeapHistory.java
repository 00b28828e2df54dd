package dev.steward.memwatch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last hundred measurements, and what can be worked out from them. Threadsafe. */
final class HeapHistory {
    static final int KEPT = 100;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<HeapMeasurement> kept = new ArrayDeque<>(KEPT);

    @GuardedBy("lock")
    private long peak;

    @GuardedBy("lock")
    private long count;

    void add(HeapMeasurement measurement) {
        lock.lock();
        try {
            if (kept.size() == KEPT) {
                kept.removeFirst();
            }
            kept.addLast(measurement);
            count++;
            peak = Math.max(peak, measurement.usedBytes());
        } finally {
            lock.unlock();
        }
    }

    List<HeapMeasurement> all() {
        lock.lock();
        try {
            return new ArrayList<>(kept);
        } finally {
            lock.unlock();
        }
    }

    /** How many there ever were. */
    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    long peak() {
        lock.lock();
        try {
            return peak;
        } finally {
            lock.unlock();
        }
    }

    long average() {
        return (long)
                all().stream().mapToLong(HeapMeasurement::usedBytes).average().orElse(0);
    }

    /** The slope of the straight line with the least squares through the last measurements. */
    long bytesPerMinute(int last) {
        List<HeapMeasurement> all = all();
        List<HeapMeasurement> recent = all.subList(Math.max(0, all.size() - last), all.size());
        if (recent.size() < 2) {
            return 0;
        }
        double[] minutes = recent.stream()
                .mapToDouble(
                        each -> Duration.between(recent.get(0).at(), each.at()).toNanos() / 60e9)
                .toArray();
        double[] bytes = recent.stream().mapToDouble(HeapMeasurement::usedBytes).toArray();
        double meanMinutes = mean(minutes);
        double meanBytes = mean(bytes);
        double together = 0;
        double alone = 0;
        for (int i = 0; i < minutes.length; i++) {
            together += (minutes[i] - meanMinutes) * (bytes[i] - meanBytes);
            alone += (minutes[i] - meanMinutes) * (minutes[i] - meanMinutes);
        }
        return alone == 0 ? 0 : (long) (together / alone);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
