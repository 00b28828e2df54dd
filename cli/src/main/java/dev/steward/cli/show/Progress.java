package dev.steward.cli.show;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How far a run is, written by the workers and read by whoever shows it. Threadsafe. */
public final class Progress {
    private static final int EVENTS_KEPT = 100;

    private final long startNanos = System.nanoTime();
    private final LongAdder loaded = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final Deque<String> events = new ArrayDeque<>();
    private volatile long total = Long.MAX_VALUE;
    private volatile long skipped;
    private volatile String phase = "starting";

    /** What is to be done altogether, and what an earlier run has done of it. */
    public void begin(long records, long done) {
        total = records;
        skipped = done;
    }

    /** Says what the run is busy with. */
    public void phase(String what) {
        phase = what;
    }

    /** What the run is busy with. */
    public String phase() {
        return phase;
    }

    /** Counts a page that is committed. */
    public void committed(int records, int rejects) {
        loaded.add(records);
        rejected.add(rejects);
    }

    /** Records loaded by this run. */
    public long loaded() {
        return loaded.sum();
    }

    /** Records rejected by this run. */
    public long rejected() {
        return rejected.sum();
    }

    /** Records that are done, those of an earlier run included. */
    public long done() {
        return skipped + loaded() + rejected();
    }

    /** Records altogether, {@link Long#MAX_VALUE} when not known. */
    public long total() {
        return total;
    }

    /** Since the run began. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Notes something worth telling. */
    public void event(String what) {
        String line = String.format("%6.1f s  %s", elapsed().toMillis() / 1000.0, what);
        synchronized (events) {
            if (events.size() == EVENTS_KEPT) {
                events.removeFirst();
            }
            events.addLast(line);
        }
    }

    /** The last events, the oldest first. */
    public List<String> lastEvents(int most) {
        synchronized (events) {
            List<String> all = new ArrayList<>(events);
            return all.subList(Math.max(0, all.size() - most), all.size());
        }
    }
}
