package dev.steward.govern.history;

import dev.steward.resource.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last day of one managed thing, in stretches of ten minutes. Guarded by the history's lock. */
final class Course {
    static final Duration STRETCH = Duration.ofMinutes(10);
    static final int STRETCHES = 144;

    private final Deque<Stretch> ended = new ArrayDeque<>();
    private Instant from;
    private long fromNanos;
    private long lastNanos;
    private long looks;
    private double inUse;
    private long mostInUse;
    private double idle;
    private long limit;
    private long waited;
    private long acquiredBefore;
    private long timedOutBefore;
    private long acquired;
    private long timedOut;

    Course(Usage first, Instant at, long nowNanos) {
        this.from = at;
        this.fromNanos = nowNanos;
        this.lastNanos = nowNanos;
        this.acquiredBefore = first.acquired();
        this.timedOutBefore = first.timedOut();
    }

    void seen(Usage usage, Instant at, long nowNanos) {
        looks++;
        inUse += usage.inUse();
        mostInUse = Math.max(mostInUse, usage.inUse());
        idle += usage.idle();
        limit = usage.limit();
        waited += usage.waiting() > 0 ? 1 : 0;
        acquired = usage.acquired();
        timedOut = usage.timedOut();
        lastNanos = nowNanos;
        if (nowNanos - fromNanos >= STRETCH.toNanos()) {
            end(at);
        }
    }

    private void end(Instant at) {
        if (ended.size() == STRETCHES) {
            ended.removeFirst();
        }
        ended.addLast(current());
        from = at;
        fromNanos = lastNanos;
        looks = 0;
        inUse = 0;
        mostInUse = 0;
        idle = 0;
        waited = 0;
        acquiredBefore = acquired;
        timedOutBefore = timedOut;
    }

    private Stretch current() {
        return new Stretch(
                from,
                Duration.ofNanos(lastNanos - fromNanos),
                looks,
                inUse / looks,
                mostInUse,
                idle / looks,
                limit,
                (double) waited / looks,
                acquired - acquiredBefore,
                timedOut - timedOutBefore);
    }

    /** The oldest first; the last one is not over yet. */
    List<Stretch> stretches() {
        List<Stretch> all = new ArrayList<>(ended);
        if (looks > 0) {
            all.add(current());
        }
        return all;
    }
}
