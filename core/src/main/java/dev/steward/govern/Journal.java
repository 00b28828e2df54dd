package dev.steward.govern;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last so many of something, the oldest first. Threadsafe. */
final class Journal<E> {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<E> kept = new ArrayDeque<>();

    Journal(int most) {
        this.most = most;
    }

    void add(E entry) {
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

    List<E> kept() {
        lock.lock();
        try {
            return List.copyOf(kept);
        } finally {
            lock.unlock();
        }
    }
}
