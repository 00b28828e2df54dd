package dev.steward.monitor;

import dev.steward.platform.Recent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The process over the last day, in stretches of ten minutes: 144 of about 150 bytes, and the snapshots of the current one.
 * Threadsafe.
 */
final class ProcessDay {
    static final Duration STRETCH = Duration.ofMinutes(10);
    static final int STRETCHES = 144;

    /** However often snapshots are taken, no more of a stretch are kept than that. */
    private static final int MOST_SNAPSHOTS = 600;

    private final ReentrantLock lock = new ReentrantLock();
    private final Recent<ProcessStretch> ended = new Recent<>(STRETCHES);

    /** The first is the last one of the stretch before, since times are told by what they grew by. */
    private final List<Snapshot> current = new ArrayList<>();

    void seen(Snapshot snapshot) {
        lock.lock();
        try {
            current.add(snapshot);
            boolean over = Duration.between(current.get(0).at(), snapshot.at()).compareTo(STRETCH) >= 0;
            if (over) {
                ended.add(stretch());
                current.clear();
                current.add(snapshot);
            } else if (current.size() > MOST_SNAPSHOTS) {
                thin();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Keeps every second one, the first and the last among them. */
    private void thin() {
        List<Snapshot> kept = new ArrayList<>();
        for (int i = 0; i < current.size() - 1; i += 2) {
            kept.add(current.get(i));
        }
        kept.add(current.get(current.size() - 1));
        current.clear();
        current.addAll(kept);
    }

    /** The oldest first; the last one is not over yet. */
    List<ProcessStretch> stretches() {
        lock.lock();
        try {
            List<ProcessStretch> all = new ArrayList<>(ended.all());
            if (current.size() > 1) {
                all.add(stretch());
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    private ProcessStretch stretch() {
        Snapshot first = current.get(0);
        Snapshot last = current.get(current.size() - 1);
        Duration length = Duration.between(first.at(), last.at());
        return new ProcessStretch(
                first.at(),
                length,
                current.size() - 1,
                average(snapshot -> snapshot.process().heapUsed()),
                current.stream()
                        .mapToLong(snapshot -> snapshot.process().heapUsed())
                        .max()
                        .orElse(0),
                average(snapshot -> snapshot.process().nonHeapUsed()),
                average(snapshot -> snapshot.process().directUsed()),
                average(Snapshot::cached),
                average(snapshot -> snapshot.process().threads()),
                average(snapshot -> snapshot.process().openFiles().orElse(0)),
                share(first, last, length, ProcessFigures::processorTime),
                share(first, last, length, ProcessFigures::ioWait),
                share(first, last, length, figures -> Optional.of(figures.collectionTime())));
    }

    private double average(ToDoubleFunction<Snapshot> figure) {
        return current.stream().skip(1).mapToDouble(figure).average().orElse(0);
    }

    private static double share(
            Snapshot first, Snapshot last, Duration length, Function<ProcessFigures, Optional<Duration>> total) {
        Optional<Duration> before = total.apply(first.process());
        Optional<Duration> after = total.apply(last.process());
        return before.isEmpty() || after.isEmpty() || length.isZero()
                ? 0
                : (double) after.get().minus(before.get()).toNanos() / length.toNanos();
    }
}
