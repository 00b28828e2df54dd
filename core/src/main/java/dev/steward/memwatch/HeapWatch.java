package dev.steward.memwatch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.platform.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Watches what is left of the heap after each garbage collection. When that has grown beyond the threshold it finds out
 * which classes have grown, and reports them with the tracked objects that are still there.
 *
 * <p>What it costs: a notification for each collection, and nothing else as long as the heap does not grow. When it does,
 * two class histograms, for each of which the program stands still while the heap is walked, and no more of them than the
 * builder allows. Threadsafe.
 */
public final class HeapWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HeapWatch.class.getName());
    private static final Duration TICK = Duration.ofSeconds(1);

    /** The least of so many measurements counts: a young collection leaves garbage in the old generation. */
    private static final int SETTLED = 3;

    private static final Duration MOST_SETTLING = Duration.ofSeconds(5);
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofMillis(20);
    private static final int SLOPE_OF = 20;
    private static final int CLASSES_TOLD = 10;
    private static final int LEAKS_KEPT = 100;

    private final HeapWatchOptions options;
    private final HeapHistory history = new HeapHistory();
    private final TrackedObjects tracked = new TrackedObjects();
    private final CollectionEvents events = new CollectionEvents(history::add);
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();

    private final Recent<HeapLeak> leaks = new Recent<>(LEAKS_KEPT);

    @GuardedBy("lock")
    private long baselineBytes = -1;

    @GuardedBy("lock")
    private @Nullable ClassHistogram before;

    @GuardedBy("lock")
    private @Nullable Instant histogramAt;

    private volatile boolean closed;

    HeapWatch(HeapWatchOptions options) {
        this.options = options;
        thread = new Thread(this::watch, "steward-heap-watch");
        thread.setDaemon(true);
    }

    /**
     * Begins the description of a watch.
     *
     * @return a builder with defaults for everything
     */
    public static HeapWatchBuilder builder() {
        return new HeapWatchBuilder();
    }

    /** Watches from now on, on a thread of its own. */
    public void start() {
        if (!events.subscribe()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "this virtual machine does not tell of its garbage collections: the heap is not watched");
        }
        if (options.histogramAtStart()) {
            lock.lock();
            try {
                before = takeHistogram().orElse(null);
            } finally {
                lock.unlock();
            }
        }
        thread.start();
    }

    /**
     * Wants to know of an object whether it stays. It is held weakly.
     *
     * @param name what to call it in reports
     * @param object the object
     */
    public void track(String name, Object object) {
        tracked.add(name, object);
    }

    /**
     * The tracked objects that are still there.
     *
     * @return the eldest first
     */
    public List<Tracked> tracked() {
        return tracked.alive();
    }

    /**
     * The last 100 measurements.
     *
     * @return the oldest first
     */
    public List<HeapMeasurement> measurements() {
        return history.all();
    }

    /**
     * What was in use after collections on average, of the measurements that are kept.
     *
     * @return bytes; 0 before the first
     */
    public long averageBytes() {
        return history.average();
    }

    /**
     * The most that was in use after a collection since the start.
     *
     * @return bytes; 0 before the first
     */
    public long peakBytes() {
        return history.peak();
    }

    /**
     * What the collectors have done.
     *
     * @return count and average pause since the process began
     */
    public CollectorFigures collectors() {
        return CollectorFigures.now();
    }

    /**
     * The leaks that were found, the last hundred of them.
     *
     * @return the oldest first
     */
    public List<HeapLeak> leaks() {
        return leaks.all();
    }

    /**
     * Has the garbage collected until what is left in use is known for certain, and looks then. Costs a few full
     * collections, during which the program stands still.
     */
    public void collectAndLook() {
        long settledAt = history.count() + SETTLED;
        long deadline = System.nanoTime() + MOST_SETTLING.toNanos();
        while (history.count() < settledAt && System.nanoTime() < deadline) {
            System.gc();
            LockSupport.parkNanos(this, BETWEEN_COLLECTIONS.toNanos());
        }
        look();
    }

    /** Looks once, in the calling thread. The watch's own thread does this every second. */
    public void look() {
        lock.lock();
        try {
            List<HeapMeasurement> all = history.all();
            if (baselineBytes < 0) {
                baselineBytes = all.size() < SETTLED ? -1 : settled(all);
                return;
            }
            long used = settled(all);
            baselineBytes = Math.min(baselineBytes, used);
            if (used - baselineBytes >= options.thresholdBytes()) {
                explain(used);
            }
        } finally {
            lock.unlock();
        }
    }

    private static long settled(List<HeapMeasurement> all) {
        return all.subList(Math.max(0, all.size() - SETTLED), all.size()).stream()
                .mapToLong(HeapMeasurement::usedBytes)
                .min()
                .orElse(0);
    }

    @GuardedBy("lock")
    private void explain(long used) {
        if (!options.histograms()) {
            report(used, List.of());
            return;
        }
        Instant last = histogramAt;
        if (last != null && Duration.between(last, Instant.now()).compareTo(options.betweenHistograms()) < 0) {
            return;
        }
        ClassHistogram first = before;
        Optional<ClassHistogram> now = takeHistogram();
        before = now.orElse(null);
        if (now.isEmpty()) {
            report(used, List.of());
        } else if (first != null) {
            List<ClassGrowth> growth = now.get().growthSince(first, CLASSES_TOLD);
            if (growth.stream().mapToLong(ClassGrowth::bytes).sum() >= options.thresholdBytes() / CLASSES_TOLD) {
                report(used, growth);
            } else {
                // It has reached a new level and stays there: that is no leak.
                baselineBytes = used;
            }
        }
    }

    @GuardedBy("lock")
    private Optional<ClassHistogram> takeHistogram() {
        histogramAt = Instant.now();
        return ClassHistogram.take();
    }

    /** What is reported is the level from then on: a heap that grows further is reported again. */
    @GuardedBy("lock")
    private void report(long used, List<ClassGrowth> growth) {
        HeapLeak leak = new HeapLeak(
                Instant.now(),
                baselineBytes,
                used,
                history.bytesPerMinute(SLOPE_OF),
                growth,
                tracked.alive(),
                FlightSamples.of(growth),
                HeapDumps.write(options));
        leaks.add(leak);
        baselineBytes = used;
        LOG.log(System.Logger.Level.WARNING, leak.toString());
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(this, TICK.toNanos());
            try {
                look();
            } catch (RuntimeException failed) {
                LOG.log(System.Logger.Level.WARNING, "the heap watch could not look, and goes on", failed);
            }
        }
    }

    /** Ends the watch. What it has found stays readable. */
    @Override
    public void close() {
        closed = true;
        events.close();
        LockSupport.unpark(thread);
        try {
            if (Thread.currentThread() != thread) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
