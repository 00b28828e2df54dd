package dev.steward.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds back the start of a child when those before did not get as far as one answer: a program that cannot work is not
 * started as fast as it can fail. The pool does the same for programs that cannot be started. Threadsafe.
 */
final class Restarts {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_DOUBLINGS = 8;

    private final AtomicInteger failures = new AtomicInteger();

    void answered() {
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    void failed() {
        failures.incrementAndGet();
    }

    long pauseNanos() {
        int count = failures.get();
        return count < 2 ? 0 : FIRST_NANOS << Math.min(count - 2, MOST_DOUBLINGS);
    }

    /** On the thread that starts children, which nobody waits for beyond a deadline. */
    void pause() {
        long pause = pauseNanos();
        if (pause > 0) {
            LockSupport.parkNanos(pause);
        }
    }
}
