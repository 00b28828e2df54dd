package dev.steward.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Site;
import dev.steward.resource.SiteTimes;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The hold times of one site: two exponential means, one of which forgets in a dozen leases and the other in five hundred,
 * so that a site that has drifted is seen by their difference. Threadsafe.
 */
final class SiteMeans {
    private static final double QUICK = 1.0 / 12;
    private static final double SLOW = 1.0 / 500;

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
            return new SiteTimes(owner, site, count, Duration.ofNanos((long) usual), Duration.ofNanos((long) lately));
        } finally {
            lock.unlock();
        }
    }
}
