package dev.steward.resource;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How long the traced leases of one managed thing are held, by site: for each two exponential means, one of which forgets in
 * a dozen leases and the other in five hundred, so that a site that has drifted is seen by their difference. Of a thousand
 * sites at most; later ones are not measured. Threadsafe.
 */
public final class SiteMeans {
    private static final int MOST_SITES = 1_000;
    private static final double QUICK = 1.0 / 12;
    private static final double SLOW = 1.0 / 500;

    /** How often a lease is chosen at most: to name the site of one costs more than to trace it. */
    private static final long BETWEEN_CHOSEN_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    private final Map<Site, Means> bySite = new ConcurrentHashMap<>();

    /** When one was chosen last; a race for it chooses two, which does no harm. */
    private volatile long chosenNanos = System.nanoTime() - BETWEEN_CHOSEN_NANOS;

    /** Nothing measured yet. */
    public SiteMeans() {}

    private static final class Means {
        private final ReentrantLock lock = new ReentrantLock();

        @GuardedBy("lock")
        private long count;

        @GuardedBy("lock")
        private double usual;

        @GuardedBy("lock")
        private double lately;

        void add(long nanos) {
            lock.lock();
            try {
                count++;
                // The plain mean until there are enough; otherwise the first lease would count for hundreds.
                usual += (nanos - usual) * Math.max(SLOW, 1.0 / count);
                lately += (nanos - lately) * Math.max(QUICK, 1.0 / count);
            } finally {
                lock.unlock();
            }
        }

        SiteTimes times(String owner, Site site) {
            lock.lock();
            try {
                return new SiteTimes(
                        owner, site, count, Duration.ofNanos((long) usual), Duration.ofNanos((long) lately));
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Whether a lease that begins is to be measured, where many are traced: asked before it is known how long it will be
     * held, since otherwise the long ones would be chosen more often than the short.
     *
     * @param trail the way to it
     * @return its site if it is; otherwise null
     */
    public @Nullable Site chosen(Trail trail) {
        long now = System.nanoTime();
        if (now - chosenNanos < BETWEEN_CHOSEN_NANOS) {
            return null;
        }
        chosenNanos = now;
        return trail.site();
    }

    /**
     * Notes how long a traced lease was held.
     *
     * @param site where it was acquired
     * @param nanos for how long it was held, in nanoseconds
     */
    public void add(Site site, long nanos) {
        Means known = bySite.get(site);
        if (known == null) {
            if (bySite.size() >= MOST_SITES) {
                return;
            }
            known = bySite.computeIfAbsent(site, unknown -> new Means());
        }
        known.add(nanos);
    }

    /**
     * What was measured.
     *
     * @param owner the name of the managed thing
     * @return the times of each site, in no order
     */
    public List<SiteTimes> times(String owner) {
        List<SiteTimes> times = new ArrayList<>();
        bySite.forEach((site, means) -> times.add(means.times(owner, site)));
        return times;
    }
}
