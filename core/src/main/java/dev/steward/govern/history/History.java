package dev.steward.govern.history;

import dev.steward.govern.signal.Sight;
import dev.steward.resource.Managed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What every managed thing was like over the last day, in stretches of ten minutes: about 14 KiB for each thing, and for
 * at most {@link #MOST_THINGS} of them. Threadsafe.
 */
public final class History {
    /** Of how many things a history is kept. */
    public static final int MOST_THINGS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Managed, Course> courses = new WeakHashMap<>();

    /** Nothing seen yet. */
    public History() {}

    /**
     * Adds one look at everything.
     *
     * @param sights what was seen
     * @param nowNanos when, by {@link System#nanoTime()}
     */
    public void seen(List<Sight> sights, long nowNanos) {
        Instant at = Instant.now();
        lock.lock();
        try {
            for (Sight sight : sights) {
                Course course = courses.get(sight.thing());
                if (course == null && courses.size() < MOST_THINGS) {
                    course = new Course(sight.usage(), at, nowNanos);
                    courses.put(sight.thing(), course);
                }
                if (course != null) {
                    course.seen(sight.usage(), at, nowNanos);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * One thing over the last day.
     *
     * @param thing the thing
     * @return its stretches, the oldest first; the last one is not over yet
     */
    public List<Stretch> of(Managed thing) {
        lock.lock();
        try {
            Course course = courses.get(thing);
            return course == null ? List.of() : course.stretches();
        } finally {
            lock.unlock();
        }
    }

    /**
     * One thing over its last stretches, as one.
     *
     * @param thing the thing
     * @param stretches how many to look back on
     * @return what it was like; empty when it was never seen
     */
    public Optional<Stretch> last(Managed thing, int stretches) {
        List<Stretch> all = of(thing);
        return all.subList(Math.max(0, all.size() - stretches), all.size()).stream()
                .reduce(Stretch::and);
    }
}
