package dev.steward.bench.overload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What those who asked were answered. A request that was let in and not answered in time counts with the patience. Threadsafe. */
public final class Answers {
    private final List<Long> accepted = Collections.synchronizedList(new ArrayList<>());
    private volatile double seconds = 1;
    private int good;
    private int refused;

    void answered(int status, long nanos) {
        if (status != 200) {
            synchronized (this) {
                refused++;
            }
            return;
        }
        accepted.add(nanos);
        synchronized (this) {
            good++;
        }
    }

    void gaveUp(long patienceMillis) {
        accepted.add(patienceMillis * 1_000_000);
    }

    Answers over(long millis) {
        seconds = millis / 1e3;
        return this;
    }

    /** Good answers in a second. */
    public synchronized double goodPerSecond() {
        return good / seconds;
    }

    public synchronized int refused() {
        return refused;
    }

    /** What 99 in 100 of those that were let in took at most. */
    public double p99Millis() {
        List<Long> sorted = new ArrayList<>(accepted);
        if (sorted.isEmpty()) {
            return 0;
        }
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, sorted.size() * 99L / 100)) / 1e6;
    }
}
