package dev.steward.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.platform.Recent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The last thousand reports of one sort. Each is logged when it is raised and when it changes, a hundred in ten seconds at
 * most: a service in trouble must not fill its disk with explanations. Threadsafe.
 */
final class Journal<E> {
    static final int KEPT = 1_000;

    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final int LOGGED_AT_ONCE = 100;
    private static final long AT_ONCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Predicate<E> isOpen;
    private final Recent<E> entries = new Recent<>(KEPT);
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private int logged;

    @GuardedBy("lock")
    private int heldBack;

    @GuardedBy("lock")
    private long sinceNanos = System.nanoTime();

    Journal(Predicate<E> isOpen) {
        this.isOpen = isOpen;
    }

    void raise(E entry) {
        entries.add(entry);
        log(System.Logger.Level.WARNING, entry);
    }

    /** Has the new entry take the place of the old one, if that is still kept. */
    void replace(E old, E entry) {
        entries.replace(old, entry);
        log(System.Logger.Level.INFO, entry);
    }

    List<E> all() {
        return entries.all();
    }

    List<E> open() {
        return all().stream().filter(isOpen).toList();
    }

    private void log(System.Logger.Level level, E entry) {
        lock.lock();
        try {
            logUnlessTooMany(level, entry);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void logUnlessTooMany(System.Logger.Level level, E entry) {
        long now = System.nanoTime();
        if (now - sinceNanos > AT_ONCE_NANOS) {
            if (heldBack > 0) {
                LOG.log(level, heldBack + " reports were not logged; the ledger has them");
            }
            sinceNanos = now;
            logged = 0;
            heldBack = 0;
        }
        if (logged < LOGGED_AT_ONCE) {
            logged++;
            LOG.log(level, entry.toString());
        } else {
            heldBack++;
        }
    }
}
