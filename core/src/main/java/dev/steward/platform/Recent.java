package dev.steward.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last so many of something, the oldest first. Threadsafe. */
public final class Recent<E> {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<E> kept = new ArrayDeque<>();

    /** None yet, and never more than so many. */
    public Recent(int most) {
        this.most = most;
    }

    /** Adds one, in place of the oldest if there are as many as may be. */
    public void add(E entry) {
        lock.lock();
        try {
            if (kept.size() == most) {
                kept.removeFirst();
            }
            kept.addLast(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Has the new entry take the place of the old one, if that very object is still kept. */
    public void replace(E old, E entry) {
        lock.lock();
        try {
            List<E> all = new ArrayList<>(kept);
            for (int i = all.size() - 1; i >= 0; i--) {
                if (all.get(i) == old) {
                    all.set(i, entry);
                    kept.clear();
                    kept.addAll(all);
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is kept, which is forgotten with that. */
    public List<E> takeAll() {
        lock.lock();
        try {
            List<E> taken = List.copyOf(kept);
            kept.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** A copy of what is kept. */
    public List<E> all() {
        lock.lock();
        try {
            return List.copyOf(kept);
        } finally {
            lock.unlock();
        }
    }
}
