package dev.steward.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<E> entries = new ArrayDeque<>();

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
        lock.lock();
        try {
            if (entries.size() == KEPT) {
                entries.removeFirst();
            }
            entries.addLast(entry);
            log(System.Logger.Level.WARNING, entry);
        } finally {
            lock.unlock();
        }
    }

    /** Has the new entry take the place of the old one, if that is still kept. */
    void replace(E old, E entry) {
        lock.lock();
        try {
            List<E> all = new ArrayList<>(entries);
            for (int i = all.size() - 1; i >= 0; i--) {
                if (all.get(i) == old) {
                    all.set(i, entry);
                    entries.clear();
                    entries.addAll(all);
                    break;
                }
            }
            log(System.Logger.Level.INFO, entry);
        } finally {
            lock.unlock();
        }
    }

    List<E> all() {
        lock.lock();
        try {
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }

    List<E> open() {
        return all().stream().filter(isOpen).toList();
    }

    @GuardedBy("lock")
    private void log(System.Logger.Level level, E entry) {
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
